extension SyntaxNode {
  /// The first of the node's own tokens that is wanted.
  ///
  /// Cost: stops at the token, where `ownTokens` makes an array of all.
  func firstOwnToken(_ isWanted: (Token) -> Bool) -> Token? {
    let record = tree.nodes[Int(id.index)]
    var below = children.makeIterator()
    var child = below.next().map { tree.nodes[Int($0.id.index)] }
    var next = record.firstToken
    while next < record.endToken {
      if let passed = child, next >= passed.firstToken {
        next = max(next, passed.endToken)
        child = below.next().map { tree.nodes[Int($0.id.index)] }
        continue
      }
      let token = tree.tokens[Int(next)]
      if !token.kind.isTrivia, isWanted(token) { return token }
      next += 1
    }
    return nil
  }
}
