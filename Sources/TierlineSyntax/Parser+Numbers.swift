// Numbers with their multipliers and units.

import TierlineSource

extension Parser {
  /// `500_000`, `35%`, `50万元`, `30 days`.
  mutating func numberLiteral() {
    let start = mark
    let number = tokens[current]
    bump()
    let commas = thousandsCommas()
    var power = 0
    if isAtWord, tokens[current].vocabulary.multiplierPower > 0, kind(ahead: 1) != .colon {
      power = tokens[current].vocabulary.multiplierPower
      bump(as: nil)
    }
    if isAtUnit {
      bump(as: table.durations[Int(tokens[current].vocabulary.rawValue)])
    } else if number.kind == .percent, isAtFactor {
      return product(from: start)
    } else {
      strayUnit()
    }
    if !commas.isEmpty {
      let written = source.text(of: span(since: start)).map { $0 == "," || $0 == "，" ? "_" : $0 }
      report(.thousandsCommas(commas, written: String(written)))
      return finish(.error, start)
    }
    guard fits(number, power: power) else {
      report(.numberTooLong(at: span(since: start)))
      return finish(.error, start)
    }
    finish(.numberLiteral, start)
  }

  /// Whether the word here is the unit of the number before it: `:` behind it makes it a field's
  /// name, `between` a function.
  private var isAtUnit: Bool {
    mutating get {
      guard isAtWord else { return false }
      let token = tokens[current]
      let isDuration = table.durations[Int(token.vocabulary.rawValue)] != nil
      guard isDuration || token.vocabulary == .yuan || isCurrencyCode(token) else { return false }
      let next = tokens[index(ahead: 1)]
      return next.kind != .colon && next.kind != .leftParenthesis
        && (next.vocabulary == .none || next.vocabulary != table.between)
    }
  }

  /// Whether a word has the form of an ISO 4217 code: three capitals.
  func isCurrencyCode(_ token: Token) -> Bool {
    guard token.vocabulary == .none, token.span.length == 3 || token.span.length == 9 else {
      return false
    }
    let code = folded(source.bytes(of: token.span))
    return code.utf8.count == 3 && code.utf8.allSatisfy { (65...90).contains($0) }
      && table.entry(code.lowercased()) == .none
  }

  /// `500,000`: reads the groups of digits behind a number and answers the commas before them.
  ///
  /// Where values stand with commas between, only a group that begins with `0` can't be one of them.
  private mutating func thousandsCommas() -> [SourceSpan] {
    var commas: [SourceSpan] = []
    while at(.comma), isGlued {
      let group = tokens[current + 1 < tokens.count ? current + 1 : index(ahead: 1)]
      let digits = source.bytes(of: group.span).prefix { isDigit(UInt32($0)) }
      guard group.kind == .number, group.span.start == tokens[current].span.end, digits.count == 3,
        commaLists == 0 || digits.first == UInt8(ascii: "0")
      else { break }
      commas.append(tokens[current].span)
      bump()
      bump()
    }
    return commas
  }

  /// Whether a name stands behind a percentage: a factor, as no unit can follow.
  private var isAtFactor: Bool {
    mutating get {
      guard isAtName, !isFirstOfLine(current), !awaitsThen, kind(ahead: 1) != .colon else {
        return false
      }
      return tokens[current].kind == .quotedName
        || tokens[current].vocabulary.isPlain
          && !isMendable(current)
    }
  }

  /// `15% annual_revenue`: reads the product whose sign is absent.
  private mutating func product(from start: Mark) {
    let gap = behindPrevious
    finish(.numberLiteral, start)
    let name = tokens[current].span
    let percentage = source.text(of: tokens[previousEnd - 1].span)
    bump()
    finish(.error, start)
    report(.productSign("\(percentage) * \(source.text(of: name))", at: name, gap: gap))
  }

  /// `5 dayz`: reports a plain name where only a unit could stand.
  private mutating func strayUnit() {
    guard isAtWord, !isFirstOfLine(current), kind(ahead: 1) != .colon,
      !tokens[previousEnd..<current].contains(where: { $0.kind == .invalid })
    else { return }
    let token = tokens[current]
    let word = source.text(of: token.span)
    if let meant = ForeignWords.units[word] {
      report(.unknownUnit(word, near: meant, isSafe: true, at: token.span))
      return bump(as: nil)
    }
    guard token.vocabulary.isPlain, !isMendable(current) else { return }
    if mendUnitlike(word, at: token.span) { return }
    let following = Int(tokens[index(ahead: 1)].vocabulary.rawValue)
    let near = nearest(to: word, among: ["days", "months", "years", "CNY", "个月"])
    if near == nil, !isGlued, nearest(to: word, among: Keyword.allSpellings) != nil { return }
    if near == nil, splitKeyword(word) != nil { return }
    // `when x > 60 high`: the word is the outcome, and `then` is what is absent.
    if near == nil, awaitsThen, !isGlued, !table.followsValue[following] { return }
    report(.unknownUnit(word, near: near, at: token.span))
    bump(as: nil)
    // `3 working days`: the unit itself follows.
    if isAtUnit { bump(as: nil) }
  }

  /// Whether a word is one that goes on with an expression elsewhere.
  private func isMendable(_ index: Int) -> Bool {
    let word = source.text(of: tokens[index].span)
    return ForeignWords.operators[word] != nil || ForeignWords.signs[word] != nil
      || ["到", "至", "之间", "介于"].contains(word)
      || ForeignWords.clauses.contains { $0.words.contains(WordKey(word)) }
  }

  /// Whether a number has at most 20 digits before and 18 behind its point.
  private func fits(_ number: Token, power: Int) -> Bool {
    let digits = DigitCount(source.bytes(of: number.span))
    let shift = power - (number.kind == .percent ? 2 : 0)
    return digits.isZero || digits.whole + shift <= 20 && digits.fraction - shift <= 18
  }
}

/// How many digits a number needs before and behind its point, outer zeros left out.
struct DigitCount {
  /// Below 0 by the zeros behind the point of `0.00x`.
  private(set) var whole = 0
  /// Below 0 by the zeros before the point of `x00`.
  private(set) var fraction = 0
  private(set) var isZero = true

  /// Counts the digits of a number as written.
  init(_ bytes: ArraySlice<UInt8>) {
    var count = 0
    var point: Int?
    var first: Int?
    var last = 0
    for byte in folded(bytes).utf8 {
      switch byte {
      case UInt8(ascii: "_"), UInt8(ascii: "%"): continue
      case UInt8(ascii: "."): point = count
      case UInt8(ascii: "0"): count += 1
      default:
        first = first ?? count
        last = count
        count += 1
      }
    }
    guard let first else { return }
    isZero = false
    whole = (point ?? count) - first
    fraction = last + 1 - (point ?? count)
  }
}
