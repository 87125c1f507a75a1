extension SyntaxNode {
  /// The first of the node's own tokens that is wanted.
  ///
  /// Cost: stops at the token, where `ownTokens` makes an array of all.
  func firstOwnToken(_ isWanted: (Token) -> Bool) -> Token? {
    let record = tree.nodes[Int(id.index)]
    var next = Int(record.firstToken)
    func take(until end: Int) -> Token? {
      while next < end {
        let token = tree.tokens[next]
        next += 1
        if !token.kind.isTrivia, isWanted(token) { return token }
      }
      return nil
    }
    for child in children {
      let below = tree.nodes[Int(child.id.index)]
      if let token = take(until: Int(below.firstToken)) { return token }
      next = max(next, Int(below.endToken))
    }
    return take(until: Int(record.endToken))
  }
}
