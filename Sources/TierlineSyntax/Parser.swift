// Tokens to the lossless tree, by recursive descent.
//
// The parser reads each token once, looks at most three tokens ahead and never gives up: what fits
// nowhere goes into an `.error` node, what is absent leaves an empty one, so every text has a tree
// whose shape is the one written at `NodeKind`. Nodes are recorded when they end (post-order), so
// an operator can become the parent of what was read before it without moving anything;
// `SyntaxTree.init` turns them into pre-order in one pass.
//
// Reading order: this file (tokens, marks), `Parser+Recovery` (what is said when something is
// absent), then `Parser+Declarations`, `Parser+Blocks` and `Parser+Expressions`.

package import TierlineSource

/// Parses a file: a tree for any bytes, and what was found, sorted by place.
///
/// Cost: linear in the size of the file.
package func parse(_ file: SourceFile) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  var parser = Parser(file: file)
  parser.file()
  let tree = SyntaxTree(file: file, tokens: parser.tokens, postOrder: parser.nodes)
  var findings = parser.findings + parser.lexer.findings
  findings.sort { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
  return (tree, findings)
}

struct Parser {
  /// How many readings of expressions, types and literals nest: one for each bracket, and one for
  /// each operator whose right side is being read. A debug build takes some 2 KB of stack for
  /// each, and a thread of Swift Testing has 512 KB.
  static let depthMax = 100
  /// How many operators of one kind follow one another; each makes the tree one level deeper.
  static let chainMax = 1_000

  let source: SourceFile
  let table = KeywordTable.shared
  var lexer: Lexer
  /// All tokens read so far, trivia included; the last may lie ahead of `current`.
  var tokens: ContiguousArray<Token> = []
  /// In post-order.
  var nodes: ContiguousArray<NodeRecord> = []
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

  /// Whether a keyword stands here. A word before `:` is a field name and no keyword.
  mutating func at(_ keyword: Keyword) -> Bool { wordCount(of: keyword) > 0 }

  /// How many words spell the keyword that stands here; 0 when it does not.
  mutating func wordCount(of keyword: Keyword) -> Int {
    wordCount(of: keyword, from: current)
  }

  private mutating func wordCount(of keyword: Keyword, from start: Int) -> Int {
    let entry = UInt32(tokens[start].vocabulary.rawValue)
    guard entry != 0 else { return 0 }
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
  }

  /// Leaves an empty node for what is absent.
  mutating func absent() { finish(.error, mark) }

  /// The span from a mark to the last token read.
  func span(since start: Mark) -> SourceSpan {
    guard start.token < previousEnd else { return behindPrevious }
    return tokens[start.token].span.union(tokens[previousEnd - 1].span)
  }

  // MARK: Turning back

  /// Ends the text at `limit` while `body` reads, which begins behind the current token; what was
  /// looked at ahead is read again. Answers whether `body` read up to the limit.
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
