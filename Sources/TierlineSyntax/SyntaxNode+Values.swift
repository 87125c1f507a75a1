// What the tokens of a node say: names, keywords, literals. Values of numbers are left to the
// checker, which knows the exact types.

package import TierlineSource

/// A name as written: its spelling and its place.
///
/// Two names are equal when canonically equivalent, which is what `String` compares.
package struct Name: Hashable, Sendable {
  package var text: String
  package var span: SourceSpan

  package init(_ text: String, _ span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

/// A number literal as written, ready to be made a value.
package struct NumberLiteralText: Hashable, Sendable {
  package enum Unit: Hashable, Sendable {
    /// `CNY`, `元`; the name is the ISO code as written, `CNY` for `元`.
    case currency(code: Name)
    case days(SourceSpan)
    case months(SourceSpan)
    case years(SourceSpan)
  }

  /// ASCII digits with at most one point, no underscores: `1000000`, `0.35`.
  package var digits: String
  package var isPercent: Bool
  /// 0, or 4, 8, 12 for 万, 亿, 万亿.
  package var multiplierPower: Int
  package var unit: Unit?
}

/// A part of a text that may hold operands.
package enum TemplatePart: Sendable {
  /// Escapes decoded; never empty.
  case text(String)
  case operand(SyntaxNode)
}

extension SyntaxNode {
  /// The node's name: its first own token that is one, backticks stripped, full-width letters
  /// folded.
  package var name: Name? {
    guard let token = firstOwnToken({ $0.kind == .word || $0.kind == .quotedName }) else {
      return nil
    }
    return name(of: token)
  }

  /// All own names, in order: the levels of `levelNames`.
  package var names: [Name] {
    ownTokens.filter { $0.kind == .word || $0.kind == .quotedName }.map(name(of:))
  }

  private func name(of token: Token) -> Name {
    let bytes = tree.file.bytes(of: token.span)
    guard token.kind == .quotedName else { return Name(folded(bytes), token.span) }
    var inside = Substring(String(decoding: bytes, as: UTF8.self))
    if inside.first == "`" || inside.first == "｀" { inside.removeFirst() }
    if inside.last == "`" || inside.last == "｀" { inside.removeLast() }
    return Name(String(inside), token.span)
  }

  /// The keywords among the own tokens, in order, a phrase once.
  package var keywords: [Keyword] { ownTokens.compactMap(\.keyword) }

  /// Whether a keyword is among the own tokens.
  package func has(_ keyword: Keyword) -> Bool {
    firstOwnToken { $0.keyword == keyword } != nil
  }

  /// The first own punctuation token: which comparison, sum, product or range it is.
  package var operatorToken: Token? {
    firstOwnToken { TokenKind.leftBrace.rawValue...TokenKind.slash.rawValue ~= $0.kind.rawValue }
  }

  /// A text literal with its quotes off and its escapes decoded; nil for other nodes.
  package var textValue: String? {
    guard kind == .textLiteral, let token = firstOwnToken({ $0.kind == .text }) else { return nil }
    return decodedText(tree.file.bytes(of: token.span))
  }

  /// The parts of a text or template, in order; empty for other nodes.
  package var templateParts: [TemplatePart] {
    guard kind == .template else { return (textValue.map { [.text($0)] }) ?? [] }
    var parts: [TemplatePart] = []
    func add(_ token: Token) {
      let text = decodedText(tree.file.bytes(of: token.span))
      if !text.isEmpty { parts.append(.text(text)) }
    }
    let pieces = ownTokens.filter {
      $0.kind == .textHead || $0.kind == .textMiddle || $0.kind == .textTail
    }
    var next = 0
    for operand in children where !(operand.kind == .error && operand.span.length == 0) {
      while next < pieces.count, pieces[next].span.start < operand.span.start {
        add(pieces[next])
        next += 1
      }
      parts.append(.operand(operand))
    }
    for piece in pieces[next...] { add(piece) }
    return parts
  }

  /// A number literal's parts; nil for other nodes.
  package var numberLiteral: NumberLiteralText? {
    guard kind == .numberLiteral,
      let number = firstOwnToken({ $0.kind == .number || $0.kind == .percent })
    else { return nil }
    let digits = folded(tree.file.bytes(of: number.span)).utf8.filter {
      $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "%")
    }
    var literal = NumberLiteralText(
      digits: String(decoding: digits, as: UTF8.self), isPercent: number.kind == .percent,
      multiplierPower: 0)
    for token in ownTokens.dropFirst() {
      let power = token.vocabulary.multiplierPower
      if power > 0 { literal.multiplierPower = power } else { literal.unit = unit(token) }
    }
    return literal
  }

  private func unit(_ token: Token) -> NumberLiteralText.Unit {
    switch KeywordTable.shared.durations[Int(token.vocabulary.rawValue)] {
    case .days: .days(token.span)
    case .months: .months(token.span)
    case .years: .years(token.span)
    default:
      token.vocabulary == .yuan
        ? .currency(code: Name("CNY", token.span)) : .currency(code: name(of: token))
    }
  }

  /// The parts of a date literal; the day may be none of the calendar, which is reported already.
  package var dateParts: (year: Int, month: Int, day: Int)? {
    guard kind == .dateLiteral, let token = firstOwnToken({ $0.kind == .date }) else { return nil }
    return parseDateParts(folded(tree.file.bytes(of: token.span)))
  }

  /// `yes` or `no`; nil for other nodes.
  package var booleanValue: Bool? {
    guard kind == .booleanLiteral else { return nil }
    if has(.yes) { return true }
    return has(.no) ? false : nil
  }
}

/// A text token's content: its quotes or braces off, its escapes decoded.
///
/// What is no escape stays as written.
func decodedText(_ bytes: ArraySlice<UInt8>) -> String {
  let quote = UInt8(ascii: "\"")
  if bytes.count > 1, bytes.first == quote, bytes.last == quote, !bytes.contains(UInt8(ascii: "\\"))
  {
    return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
  }
  let text = String(decoding: bytes, as: UTF8.self).unicodeScalars
  let quotes: Set<Unicode.Scalar> = [
    "\"", "＂", "“", "”", "'", "＇", "‘", "’", "」", "』",
  ]
  guard let first = text.first else { return "" }
  let isCurly = first == "“" || first == "”"
  var rest = text.dropFirst()
  // The last scalar is the closing quote or the `{` of an operand, unless the line ended first.
  var result = String.UnicodeScalarView()
  while let scalar = rest.popFirst() {
    if scalar == "\\", let escaped = rest.first {
      decodeEscape(escaped, from: &rest, into: &result)
    } else if rest.isEmpty, scalar == "{" || quotes.contains(scalar) {
      let closes = scalar == "{" || first == "}" || isCurly == (scalar == "“" || scalar == "”")
      if !closes { result.append(scalar) }
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}

private func decodeEscape(
  _ escaped: Unicode.Scalar, from rest: inout Substring.UnicodeScalarView,
  into result: inout String.UnicodeScalarView
) {
  switch escaped {
  case "\"", "\\", "{": result.append(escaped)
  case "n": result.append("\n")
  case "t": result.append("\t")
  case "u":
    let digits = rest.dropFirst(2).prefix { isHexDigit($0.value) }
    let opens = rest.dropFirst().first == "{"
    let closes = rest.dropFirst(2 + digits.count).first == "}"
    if opens, closes, digits.count <= 6, let value = UInt32(String(digits), radix: 16),
      let scalar = Unicode.Scalar(value)
    {
      result.append(scalar)
      rest = rest.dropFirst(3 + digits.count)
      return
    }
    result.append("\\")
    result.append(escaped)
  default:
    result.append("\\")
    result.append(escaped)
  }
  rest.removeFirst()
}
