import Support
import Testing
import TierlineChecker
import TierlineSource

@Test(arguments: GoldenCase.all(in: "check"))
func check(_ golden: GoldenCase) throws {
  let result = golden.check()
  let found = listing(result.diagnostics, in: result.sources)
  try golden.verify(found.isEmpty ? "nothing\n" : found)
}
