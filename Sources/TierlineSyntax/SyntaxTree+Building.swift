// From the parser's order to the tree's.

import TierlineSource

extension SyntaxTree {
  /// Makes a tree of nodes that stand in the order in which they ended; the last is the file.
  ///
  /// A node's place in pre-order is the place where its subtree begins in post-order plus its
  /// depth: each ancestor stands before it once. Walking backwards meets every node behind its
  /// ancestors, which a stack of subtree starts counts. Cost: linear.
  convenience init(
    file: SourceFile, tokens: ContiguousArray<Token>, postOrder: ContiguousArray<NodeRecord>
  ) {
    var nodes = postOrder
    var ancestors: [(start: Int, firstToken: Int32)] = []
    for index in postOrder.indices.reversed() {
      var record = postOrder[index]
      let start = index - Int(record.descendants)
      while let last = ancestors.last, last.start > index { ancestors.removeLast() }
      if record.firstToken == record.endToken, let parent = ancestors.last,
        record.firstToken < parent.firstToken
      {
        // An absent first child stands where its parent begins, not before it.
        record.firstToken = parent.firstToken
        record.endToken = parent.firstToken
      }
      nodes[start + ancestors.count] = record
      ancestors.append((start, record.firstToken))
    }
    self.init(file: file, tokens: tokens, nodes: nodes)
  }
}
