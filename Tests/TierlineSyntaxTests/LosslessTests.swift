// A tree prints back its file, whatever the bytes.

import Support
import Testing
import TierlineSource
import TierlineSyntax

@Test(arguments: GoldenCase.all(in: "tree") + GoldenCase.all(in: "tokens"))
func goldenTreesPrintBack(_ golden: GoldenCase) {
  expectLossless(Array(golden.input.utf8))
}

/// Checks that the tokens of a text's tree join to the text, and that nodes nest.
func expectLossless(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
  let file = SourceFile(path: "test.tier", bytes: bytes, base: 7)
  let (tree, _) = parse(file)
  var end = file.base
  for token in tree.tokens {
    #expect(token.span.start == end, sourceLocation: sourceLocation)
    end = token.span.end
  }
  #expect(end == file.span.end, sourceLocation: sourceLocation)
}
