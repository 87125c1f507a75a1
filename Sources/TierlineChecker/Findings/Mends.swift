// What an author should type instead: the mends that need to know types, levels and declarations.
//
// A mend is written in the language of the keywords around it. It is marked safe where the type
// that is due leaves one reading of what stands there.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

/// What to write in place of a literal of another type.
struct LiteralMend {
  var text: String
  var span: SourceSpan
  var isSafe: Bool

  var help: Wording { Wording("write `\(text)`", zh: "请写 `\(text)`") }
  var fix: Fix { .writing(text, over: span, isSafe: isSafe) }
}

/// Where a clause can be put into a block: before its closing brace.
struct ClauseInsertion {
  private var span: SourceSpan
  private var before: String
  private var after: String
  private var isTable: Bool
  let language: Language

  init?(block: SyntaxNode) {
    guard let brace = block.ownTokens.last, brace.kind == .rightBrace else { return nil }
    let file = block.tree.file
    language = block.tree.language
    isTable = block.kind == .tableBody
    let line = file.lineSpan(file.lineIndex(of: brace.span.start))
    let indent = file.text(of: SourceSpan(start: line.start, end: brace.span.start))
    if indent.allSatisfy({ $0 == " " || $0 == "\t" }) {
      span = SourceSpan(start: line.start, end: line.start)
      (before, after) = (indent + "  ", "\n")
    } else {
      span = SourceSpan(start: brace.span.start, end: brace.span.start)
      (before, after) = (indent.last == " " ? "" : " ", " ")
    }
  }

  /// `otherwise `, for the author to go on with.
  var otherwise: Fix { fix(isTable ? "| \(word(.otherwise)) ||  |" : word(.otherwise) + " ") }

  /// `if unknown then skip`.
  var skip: Fix {
    fix(
      isTable
        ? "| \(word(.ifUnknown)) || \(word(.skip)) |"
        : "\(word(.ifUnknown)) \(word(.then)) \(word(.skip))")
  }

  private func word(_ keyword: Keyword) -> String { keyword.spelling(language) }

  private func fix(_ clause: String) -> Fix {
    let shown = clause.hasSuffix(" ") ? String(clause.dropLast()) : clause
    return Fix(
      Wording("insert `\(shown)`", zh: "补上 `\(shown)`"),
      edits: [Edit(span, before + clause + after)])
  }
}

extension Checker {
  /// The language of the keywords around a place.
  func language(at span: SourceSpan) -> Language {
    trees.first { $0.file.span.contains(span) }?.language ?? .english
  }

  // MARK: Near names

  /// The nearest name among candidates; nil once many were looked for, as the cost adds up and
  /// an author mends the first ones first.
  func near(_ name: String, among candidates: @autoclosure () -> [String]) -> String? {
    guard nearSearches < Self.nearSearchesMax else { return nil }
    nearSearches += 1
    return nearest(to: name, among: candidates())
  }

  /// The names that a value can have, sorted; a declaration that is being read is none of them, as
  /// it would need itself.
  var namesInReach: [String] {
    symbols.filter { entry in
      switch entry.value.symbol {
      case .named(let index): letStates[index] != .running
      case .decision(let index): decisionStates[index] != .running
      case .field, .parameter, .list, .broken: true
      }
    }.keys.sorted()
  }

  // MARK: Literals

  /// What to write for a literal so that it has a type; nil where nothing is plain.
  func mend(_ checked: Checked, to type: ValueType) -> LiteralMend? {
    let written = sources.text(of: checked.span)
    func offer(_ text: String?, isSafe: Bool = true) -> LiteralMend? {
      text.map { LiteralMend(text: $0, span: checked.span, isSafe: isSafe) }
    }
    guard checked.isLiteral, let constant = checked.constant else {
      return type == .date && isDateWithSlashes(written) ? offer(isoDate(written)) : nil
    }
    let text: String? = if case .text(let value) = constant { value.string } else { nil }
    switch type {
    case .date:
      guard let text else { return offer(packedDate(written), isSafe: false) }
      return offer(isoDate(text))
    case .integer, .number:
      if let text { return Decimal(text) == nil ? nil : offer(text) }
      return offer(leadingNumber(of: checked, written))
    case .money(let currency):
      return text.flatMap { Decimal($0) == nil ? nil : offer("\($0) \(currency.code)") }
    case .boolean:
      guard let value = text == nil ? Self.truth(ofNumber: constant) : text.flatMap(Self.truth)
      else { return nil }
      return offer((value ? Keyword.yes : .no).spelling(language(at: checked.span)))
    case .days, .months:
      let isNumber = text == nil ? checked.type == .integer : text.flatMap { Decimal($0) } != nil
      let unit = (type == .days ? Keyword.days : .months).spelling(language(at: checked.span))
      return isNumber ? offer("\(text ?? written) \(unit)") : nil
    case .level(let index):
      return text.flatMap { levelTypes[index].names.contains($0) ? offer($0) : nil }
    case .text:
      switch checked.type {
      case .integer, .number, .date: return offer("\"\(written)\"")
      default: return nil
      }
    case .record, .list: return nil
    }
  }

  /// `30 days` where the bare number is due.
  private func leadingNumber(of checked: Checked, _ written: String) -> String? {
    guard checked.type == .days || checked.type == .months else { return nil }
    let digits = written.prefix { $0.isASCII && $0.isNumber }
    return digits.isEmpty ? nil : String(digits)
  }

  /// `2025/01/31`: a division for the language, a day for its author.
  private func isDateWithSlashes(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 3 && parts[0].count == 4
      && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
  }

  /// `20250131` as a date.
  private func packedDate(_ text: String) -> String? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    if text.utf8.count == 4 { return isoDate("\(text)-01-01") }
    guard text.utf8.count == 8 else { return nil }
    let month = text.dropFirst(4).prefix(2)
    return isoDate("\(text.prefix(4))-\(month)-\(text.suffix(2))")
  }

  private static func truth(_ text: String) -> Bool? { ForeignValue(text)?.truth }

  private static func truth(ofNumber value: Value) -> Bool? {
    guard case .number(let number) = value else { return nil }
    if number == Decimal(1) { return true }
    return number.isZero ? false : nil
  }

  // MARK: Names that are values elsewhere

  /// Reports a bare name whose text the subject can have: it lacks its quotes.
  func reportUnquoted(_ node: SyntaxNode, subject: Checked) -> Bool {
    guard node.kind == .nameExpression, let name = node.name, symbols[name.text] == nil,
      subject.type == .text,
      subject.values?.contains(.text(Text(name.text))) ?? false
    else { return false }
    report(.textNeedsQuotes(name.text, at: name.span, isSafe: true))
    return true
  }

  /// Checks what stands beside a subject: a bare level, or a text that may lack its quotes.
  func check(_ node: SyntaxNode, beside subject: Checked, in scope: Scope) -> Checked {
    if reportUnquoted(node, subject: subject) { return failed(node.span) }
    return check(node, in: scope, expecting: subject.type)
  }
}

/// A word that is a value in other languages and in spreadsheets: `true`, `null`, `真`, `今天`.
enum ForeignValue {
  case yes, no, missing, today

  init?(_ word: String) {
    switch word.lowercased() {
    case "true", "yes", "y", "t", "真", "对", "是", "有": self = .yes
    case "false", "no", "n", "f", "假", "错", "否", "无": self = .no
    case "null", "nil", "undefined", "nan", "空", "空值": self = .missing
    case "today", "now", "今天", "当日", "当前日期": self = .today
    default: return nil
    }
  }

  var truth: Bool? {
    switch self {
    case .yes: true
    case .no: false
    case .missing, .today: nil
    }
  }

  /// What it is here.
  var keyword: Keyword {
    switch self {
    case .yes: .yes
    case .no: .no
    case .missing: .missing
    case .today: .asOfDate
    }
  }
}
