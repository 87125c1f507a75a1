// The lossless syntax tree.
//
// All tokens of a file, trivia included, stand in one array; joined, they are the file. Nodes stand
// in a second array in pre-order and know their first and last token, so any node can be
// printed back exactly. Both are plain values with 32-bit indices, held by one object a file: a node
// is handed on for one count of references, and nothing recurses when a tree is dropped. What a
// node's children are is written at `NodeKind`.

package import TierlineSource

/// The index of a node in its tree; 0 is the file.
package struct NodeID: Hashable, Sendable {
  package var index: Int32

  package init(_ index: Int32) { self.index = index }
}

/// One node as stored.
struct NodeRecord: Sendable {
  var kind: NodeKind
  /// Index of the first token, trivia before it left out; equal to `endToken` for an empty node.
  var firstToken: Int32
  /// Index behind the last token.
  var endToken: Int32
  /// Number of nodes below this one: the next sibling is `index + 1 + descendants`.
  var descendants: Int32
}

/// A file's tree; printing its tokens one after another gives the file back.
package final class SyntaxTree: Sendable {
  package let file: SourceFile
  package let tokens: ContiguousArray<Token>
  let nodes: ContiguousArray<NodeRecord>
  /// The language of most of its keywords: that of mends.
  package let language: Language

  init(file: SourceFile, tokens: ContiguousArray<Token>, nodes: ContiguousArray<NodeRecord>) {
    self.file = file
    self.tokens = tokens
    self.nodes = nodes
    var chineseLead = 0
    for token in tokens where token.keyword != nil {
      chineseLead += (file.bytes(of: token.span).first ?? 0) < 0x80 ? -1 : 1
    }
    language = chineseLead > 0 ? .chinese : .english
  }

  /// The node of the whole file.
  package var root: SyntaxNode { SyntaxNode(tree: self, id: NodeID(0)) }

  /// How many nodes there are; never 0.
  package var nodeCount: Int { nodes.count }
}

/// A node of a tree, to be read.
package struct SyntaxNode: Sendable {
  package let tree: SyntaxTree
  package let id: NodeID

  private var record: NodeRecord { tree.nodes[Int(id.index)] }

  package var kind: NodeKind { record.kind }

  /// From the first to the last token, trivia around them left out; empty for an empty node.
  package var span: SourceSpan {
    let first = Int(record.firstToken)
    let end = Int(record.endToken)
    guard first < end else {
      let start = first < tree.tokens.count ? tree.tokens[first].span.start : tree.file.span.end
      return SourceSpan(start: start, end: start)
    }
    return tree.tokens[first].span.union(tree.tokens[end - 1].span)
  }

  /// The text as written.
  package var text: String { tree.file.text(of: span) }

  /// Whether the parser put the node here for want of text, or met text that fits nowhere.
  package var isError: Bool { kind == .error }

  /// The child nodes, in the order of the text.
  package var children: Children { Children(parent: self) }

  /// The first child of a kind.
  package func child(_ kind: NodeKind) -> SyntaxNode? { children.first { $0.kind == kind } }

  /// The child of that number, from 0.
  package func child(at index: Int) -> SyntaxNode? {
    var children = children
    for _ in 0..<index {
      guard children.next() != nil else { return nil }
    }
    return children.next()
  }

  /// All children of a kind.
  package func children(_ kind: NodeKind) -> [SyntaxNode] { children.filter { $0.kind == kind } }

  /// All nodes of a kind below this one, in the order of the text.
  package func descendants(_ kind: NodeKind) -> [SyntaxNode] {
    let first = Int(id.index) + 1
    return (first..<first + Int(record.descendants)).compactMap { index in
      tree.nodes[index].kind == kind ? SyntaxNode(tree: tree, id: NodeID(Int32(index))) : nil
    }
  }

  /// The node's own tokens (those of its children left out), trivia left out.
  package var ownTokens: [Token] {
    var result: [Token] = []
    var next = Int(record.firstToken)
    func take(until end: Int) {
      while next < end {
        let token = tree.tokens[next]
        if !token.kind.isTrivia { result.append(token) }
        next += 1
      }
    }
    for child in children {
      take(until: Int(child.record.firstToken))
      next = max(next, Int(child.record.endToken))
    }
    take(until: Int(record.endToken))
    return result
  }

  /// All tokens of the node and those below, trivia left out.
  package var significantTokens: [Token] {
    tree.tokens[Int(record.firstToken)..<Int(record.endToken)].filter { !$0.kind.isTrivia }
  }

  /// The documentation comments right before the node, without their marks, a line each.
  package var documentation: String {
    var lines: [String] = []
    let end = Int(record.firstToken)
    var start = end
    while start > 0, tree.tokens[start - 1].kind.isTrivia { start -= 1 }
    for index in start..<end {
      if tree.tokens[index].kind == .docComment {
        var text = Substring(tree.file.text(of: tree.tokens[index].span).drop { $0 == "#" })
        if text.first == " " { text = text.dropFirst() }
        while let last = text.unicodeScalars.last, last.value <= 0x20 {
          text.unicodeScalars.removeLast()
        }
        lines.append(String(text))
      }
    }
    return lines.isEmpty ? "" : lines.joined(separator: "\n")
  }

  /// The child nodes of a node; walking them costs one step each.
  package struct Children: Sequence, IteratorProtocol {
    private let tree: SyntaxTree
    private var index: Int
    private let end: Int

    fileprivate init(parent: SyntaxNode) {
      tree = parent.tree
      index = Int(parent.id.index) + 1
      end = index + Int(parent.record.descendants)
    }

    package mutating func next() -> SyntaxNode? {
      guard index < end else { return nil }
      let node = SyntaxNode(tree: tree, id: NodeID(Int32(index)))
      index += 1 + Int(tree.nodes[index].descendants)
      return node
    }
  }
}
