import Support
import Testing
import TierlineChecker
import TierlineSource
import TierlineSyntax

@Test(arguments: GoldenCase.all(in: "check"))
func check(_ golden: GoldenCase) throws {
  let result = golden.check()
  // Whoever writes Chinese keywords reads Chinese findings.
  let language = result.trees.first?.language ?? .english
  let found = listing(result.diagnostics, in: result.sources, language)
  try golden.verify(found.isEmpty ? "nothing\n" : found)
}
