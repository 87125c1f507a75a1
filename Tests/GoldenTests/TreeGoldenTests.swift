import Support
import Testing
import TierlineSource
import TierlineSyntax

@Test(arguments: GoldenCase.all(in: "tree"))
func tree(_ golden: GoldenCase) throws {
  let file = SourceFile(path: golden.name, bytes: Array(golden.input.utf8), base: 0)
  let (tree, findings) = parse(file)
  try golden.verify(listing(tree) + listing(findings, in: file))
}
