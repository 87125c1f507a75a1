// Tokens to the lossless tree, by recursive descent.
//
// The parser reads each token once, looks at most three tokens ahead and never gives up: what fits
// nowhere goes into an `.error` node, what is absent leaves an empty one, so every text has a tree
// whose shape is the one written at `NodeKind`. Nodes are recorded when they end (post-order), so
// an operator can become the parent of what was read before it without moving anything;
// `SyntaxTree.init` turns them into pre-order in one pass.
//
// Switches over tokens and keywords have a `default` here, unlike elsewhere: whatever the grammar
// does not ask for at a place is the author's mistake, new kinds included.
//
// Reading order: this file (tokens, marks), `Parser+Recovery` (what is said when something is
// absent), then `Parser+Declarations`, `Parser+Blocks` and `Parser+Expressions`.

package import TierlineSource

/// Parses a file: a tree for any bytes, and what was found, sorted by place.
///
/// Cost: linear in the size of the file.
package func parse(_ file: SourceFile) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  var (tree, findings) = parse(file) { $0.file() }
  findings += misplaced(in: tree)
  findings.sort { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
  return (tree, findings)
}

/// Parses a file by one of the parser's readings, which ends with a `.file` node.
func parse(
  _ file: SourceFile, by read: (inout Parser) -> Void
) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  var parser = Parser(file: file)
  read(&parser)
  let tree = SyntaxTree(file: file, tokens: parser.tokens, postOrder: parser.nodes)
  var findings = withoutConsequences(parser.findings, of: parser.lexer.findings, in: file)
  findings.sort { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
  return (tree, findings)
}

/// Leaves out what an unclosed text makes of the rest of its line, and adds what the lexer found.
private func withoutConsequences(
  _ findings: [Diagnostic], of lexical: [Diagnostic], in file: SourceFile
) -> [Diagnostic] {
  let lines = Set(
    lexical.lazy.filter { $0.code == .unclosedText }.map { file.lineIndex(of: $0.span.start) })
  guard !lines.isEmpty else { return findings + lexical }
  return lexical
    + findings.filter {
      $0.code != .unexpectedSyntax || !lines.contains(file.lineIndex(of: $0.span.start))
    }
}

struct Parser {
  /// How many readings of expressions, types and literals nest.
  ///
  /// One counts for each bracket, and one for each operator whose right side is being read. A debug
  /// build takes some 2 KB of stack for each, and a thread of Swift Testing has 512 KB.
  static let depthMax = 100
  /// How high the tree of an expression grows: chains such as `a + b + c` nest to the left without
  /// nesting in the text, and whoever walks the tree later must not run out of stack either.
  static let heightMax = 256

  let source: SourceFile
  let table = KeywordTable.shared
  var lexer: Lexer
  /// All tokens read so far, trivia included; the last may lie ahead of `current`.
  var tokens: ContiguousArray<Token> = []
  /// In post-order.
  var nodes: ContiguousArray<NodeRecord> = []
  /// By node: how many levels it has, its own included.
  private var heights: ContiguousArray<UInt16> = []
  var findings: [Diagnostic] = []
  /// Index of the token to be read next; never trivia.
  var current = 0
  /// Index behind the last token that was read.
  var previousEnd = 0
  /// The token at which something was already found to be wrong: it is one cause.
  var complainedAt = -1
  /// How many nested readings are under way, at most `depthMax`.
  var depth = 0
  var saidTooDeep = false
  /// Set from a passed bound to the end of the declaration: nothing more is said of it.
  var isAbandoned = false
  /// Set while a condition is read that `then` ends.
  var awaitsThen = false
  /// Set while a row of a table is read, where `||` has its own meaning.
  var isInRow = false
  /// How many brackets whose values stand with commas between are open.
  var commaLists = 0
  /// Set while the outcome of a rule is read: `and stop` ends it.
  var stopsAtAndStop = false

  init(file: SourceFile) {
    source = file
    lexer = Lexer(file: file)
    tokens.reserveCapacity(file.bytes.count / 4 + 1)
    current = significant(from: 0)
  }

  // MARK: Looking

  var kind: TokenKind { tokens[current].kind }
  var isAtEnd: Bool { kind == .endOfFile }
  var isAtWord: Bool { kind == .word }
  var isAtName: Bool { kind == .word || kind == .quotedName }

  func at(_ wanted: TokenKind) -> Bool { kind == wanted }

  /// The index of the first token that is no trivia, from an index on.
  mutating func significant(from start: Int) -> Int {
    var index = start
    while true {
      if index >= tokens.count {
        if let last = tokens.last, last.kind == .endOfFile { return tokens.count - 1 }
        tokens.append(lexer.next())
      }
      if !tokens[index].kind.isTrivia { return index }
      index += 1
    }
  }

  /// The index of the token `count` places ahead of the current one; the last where there is none.
  mutating func index(ahead count: Int) -> Int {
    var index = current
    for _ in 0..<count { index = significant(from: index + 1) }
    return index
  }

  mutating func kind(ahead count: Int) -> TokenKind { tokens[index(ahead: count)].kind }

  /// Whether a keyword stands here; a word before `:` is a field name and no keyword.
  mutating func at(_ keyword: Keyword) -> Bool { wordCount(of: keyword) > 0 }

  /// How many words spell the keyword that stands here; 0 when it does not.
  mutating func wordCount(of keyword: Keyword) -> Int {
    let start = current
    let entry = UInt32(tokens[start].vocabulary.rawValue)
    guard entry != 0 else { return 0 }
    if tokens[start].vocabulary == .beforeDigits { return gluedCount(of: keyword) }
    for position in table.phraseRange(of: keyword) {
      let phrase = table.phrases[position]
      guard phrase & 0xFF == entry else { continue }
      var rest = phrase >> 8
      var index = start
      var count = 1
      while rest != 0 {
        index = significant(from: index + 1)
        guard UInt32(tokens[index].vocabulary.rawValue) == rest & 0xFF else { break }
        rest >>= 8
        count += 1
      }
      guard rest == 0 else { continue }
      return tokens[significant(from: index + 1)].kind == .colon ? 0 : count
    }
    return 0
  }

  /// `则60`: divides the word here if it is the keyword asked for and the digits behind it.
  private mutating func gluedCount(of keyword: Keyword) -> Int {
    guard Keyword.beforeNumbers.contains(keyword),
      tokens[significant(from: current + 1)].kind != .colon
    else { return 0 }
    let word = source.text(of: tokens[current].span)
    let letters = word.prefix { !$0.isASCII }
    guard keyword.chinese.contains(String(letters)) else { return 0 }
    divide(at: letters.utf8.count)
    return 1
  }

  /// Whether the token at an index is the first of its line.
  func isFirstOfLine(_ index: Int) -> Bool {
    var index = index - 1
    while index >= 0 {
      switch tokens[index].kind {
      case .newline: return true
      case .space, .comment, .docComment, .invalid: index -= 1
      default: return false
      }
    }
    return true
  }

  /// Whether nothing stands between the previous token and the current one.
  var isGlued: Bool { previousEnd == current }

  // MARK: Reading

  mutating func bump() {
    guard !isAtEnd else { return }
    previousEnd = current + 1
    current = significant(from: previousEnd)
  }

  mutating func take(_ wanted: TokenKind) -> Bool {
    guard kind == wanted else { return false }
    bump()
    return true
  }

  /// Reads a keyword if it stands here.
  mutating func take(_ keyword: Keyword) -> Bool {
    let count = wordCount(of: keyword)
    guard count > 0 else { return false }
    bump(as: keyword, words: count)
    return true
  }

  /// Reads words as a keyword.
  mutating func bump(as keyword: Keyword?, words: Int = 1) {
    tokens[current].keyword = keyword
    for _ in 0..<words where tokens[current].kind == .word {
      tokens[current].kind = .keyword
      bump()
    }
  }

  // MARK: Nodes

  /// Where a node begins.
  struct Mark {
    var node: Int
    var token: Int
  }

  var mark: Mark { Mark(node: nodes.count, token: current) }

  /// Ends a node: everything since the mark is below it.
  mutating func finish(_ kind: NodeKind, _ start: Mark) {
    nodes.append(
      NodeRecord(
        kind: kind, firstToken: Int32(min(start.token, previousEnd)),
        endToken: Int32(previousEnd), descendants: Int32(nodes.count - start.node)))
    var height: UInt16 = 0
    var index = heights.count - 1
    while index >= start.node {
      height = max(height, heights[index])
      index -= 1 + Int(nodes[index].descendants)
    }
    heights.append(height &+ 1)
  }

  /// Whether the tree of the node that ended last is as high as it may be.
  var isTooHigh: Bool { (heights.last ?? 0) >= Self.heightMax }

  /// Leaves an empty node for what is absent.
  mutating func absent() { finish(.error, mark) }

  /// The span from a mark to the last token read.
  func span(since start: Mark) -> SourceSpan {
    guard start.token < previousEnd else { return behindPrevious }
    return tokens[start.token].span.union(tokens[previousEnd - 1].span)
  }

  // MARK: Turning back

  /// Ends the text at `limit` while `body` reads, which begins behind the current token.
  ///
  /// What was looked at ahead is read again.
  mutating func limited(to limit: Int, _ body: (inout Parser) -> Void) {
    forget(from: current + 1)
    let outer = lexer.limit
    lexer.limit = limit
    body(&self)
    lexer.limit = outer
    // The end that the limit made is no token of the file.
    if let last = tokens.last, last.kind == .endOfFile, lexer.position < outer {
      tokens.removeLast()
      current = significant(from: current)
    }
  }

  /// Drops tokens from an index on; the lexer will read them again.
  mutating func forget(from index: Int) {
    guard index < tokens.count else { return }
    lexer.rewind(to: Int(tokens[index].span.start - source.base))
    tokens.removeSubrange(index...)
  }
}
