import Support
import Testing
import TierlineSource
import TierlineSyntax

@Test(arguments: GoldenCase.all(in: "tokens"))
func tokens(_ golden: GoldenCase) throws {
  let file = SourceFile(path: golden.name, bytes: Array(golden.body.utf8), base: 0)
  let (tokens, findings) = lex(file)
  let visible = tokens.filter { $0.kind != .space && $0.kind != .newline }
  try golden.verify(listing(visible, in: file) + listing(findings, in: file))
}
