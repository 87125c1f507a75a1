// Nesting is bounded, whatever the shape, on the small stack of a test's thread.

import Testing
import TierlineSource
import TierlineSyntax

private func findings(_ text: String) -> [Diagnostic] {
  parse(SourceFile(path: "test.tier", bytes: Array(text.utf8), base: 0)).diagnostics
}

private func repeated(_ text: String, _ count: Int = 10_000) -> String {
  String(repeating: text, count: count)
}

/// Nested openings; each is refused once, for its depth.
@Test(arguments: [
  "(", "[", "not ", "-", "if ", "if a then ", "if a then b else ", "(1 + (2 * ",
  "a = (b or c and (",
  "count(", "min(a, ", "x in [", "x in (", "(a default (", "-(", "not (", "sum(a for ",
])
func deepExpressions(opening: String) {
  let found = findings("let a = " + repeated(opening) + "\nlet b = 1\n")
  #expect(found.map(\.code) == [.nestedTooDeep])
}

@Test func aHundredThousandParentheses() {
  #expect(findings("let a = " + repeated("(", 100_000)).map(\.code) == [.nestedTooDeep])
}

@Test(arguments: ["list of ", "{ a: ", "列表 "])
func deepTypes(opening: String) {
  let found = findings("input c {\n a: " + repeated(opening) + "\n}\nlet b = 1\n")
  #expect(found.map(\.code) == [.nestedTooDeep])
}

@Test(arguments: ["{ a: ", "["])
func deepLiterals(opening: String) {
  let found = findings("test \"t\" {\n given { a: " + repeated(opening) + "\n}\nlet b = 1\n")
  #expect(found.map(\.code) == [.nestedTooDeep])
}
