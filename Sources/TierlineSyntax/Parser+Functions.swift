// Functions that are none here: misspelt ones, those of Excel and SQL, and what Excel writes as a
// function and the language as words: `AND(…)`, `IF(…)`, `TODAY()`.

import TierlineSource

extension Parser {
  /// An argument as read: its place, and whether it needs parentheses beside an operator.
  private struct Argument {
    var span: SourceSpan
    var isLoose: Bool
  }

  /// Reads the arguments of a word that is no function and reports it.
  mutating func unknownFunction(_ name: SourceSpan) {
    let word = source.text(of: name)
    let opening = tokens[current].span
    let (arguments, commas, closing) = readArguments()
    if let (meant, edits) = rewritten(word, name, opening, arguments, commas, closing) {
      return report(.functionElsewhere(word, meant: meant, at: name, edits: edits))
    }
    let known = ForeignWords.functions[asciiLowercased(word)]?.spelling(lexer.language)
    let near =
      known ?? nearest(to: word, among: Keyword.functions.flatMap { $0.spellings })
    report(.unknownFunction(word, near: near, help: Self.advice(asciiLowercased(word)), at: name))
  }

  private mutating func readArguments() -> ([Argument], [SourceSpan], SourceSpan?) {
    let opening = current
    var arguments: [Argument] = []
    var commas: [SourceSpan] = []
    bump()
    commaLists += 1
    if !at(.rightParenthesis) {
      while true {
        let start = mark
        expression()
        let isLoose =
          switch nodes.last?.kind {
          case .orExpression, .andExpression, .conditional, .notExpression: true
          default: false
          }
        arguments.append(Argument(span: span(since: start), isLoose: isLoose))
        let comma = tokens[current].span
        guard take(.comma) else { break }
        commas.append(comma)
      }
    }
    commaLists -= 1
    let closing = at(.rightParenthesis) ? tokens[current].span : nil
    close(.rightParenthesis, ")", opening: opening)
    return (arguments, commas, closing)
  }

  /// What a function of Excel is here, in a few words, and the edits that make it so.
  private func rewritten(
    _ word: String, _ name: SourceSpan, _ opening: SourceSpan, _ arguments: [Argument],
    _ commas: [SourceSpan], _ closing: SourceSpan?
  ) -> (String, [Edit])? {
    let language = lexer.language
    guard let closing else { return nil }
    switch asciiLowercased(word) {
    case "and", "or", "且", "或":
      let isAnd = asciiLowercased(word) == "and" || word == "且"
      let joint = (isAnd ? Keyword.and : .or).spelling(language)
      guard arguments.count > 1 else { return nil }
      var edits = [Edit(name, "")]
      for (index, argument) in arguments.enumerated() {
        if argument.isLoose { edits.append(Edit(start(of: argument.span), "(")) }
        if argument.isLoose { edits.append(Edit(end(of: argument.span), ")")) }
        if index < commas.count { edits.append(Edit(commas[index], " \(joint)")) }
      }
      return ("(a \(joint) b)", edits)
    case "if", "如果":
      guard arguments.count == 3, commas.count == 2 else { return nil }
      let (ifWord, thenWord, elseWord) = (
        Keyword.if.spelling(language), Keyword.then.spelling(language),
        Keyword.else.spelling(language)
      )
      return (
        "(\(ifWord) c \(thenWord) a \(elseWord) b)",
        [
          Edit(name, ""), Edit(opening, "(\(ifWord) "), Edit(commas[0], " \(thenWord)"),
          Edit(commas[1], " \(elseWord)"),
        ]
      )
    case "today", "now", "今天", "当前日期":
      guard arguments.isEmpty else { return nil }
      let meant = Keyword.asOfDate.spelling(language)
      return (meant, [Edit(name.union(closing), meant)])
    case "isblank", "isnull", "isempty", "isna":
      guard let argument = arguments.first, arguments.count == 1, !argument.isLoose else {
        return nil
      }
      let meant = Keyword.isMissing.spelling(language)
      return ("x \(meant)", [Edit(name, ""), Edit(closing, " \(meant))")])
    case "coalesce", "ifnull", "nvl", "iferror", "ifna":
      guard arguments.count == 2, commas.count == 1, !arguments.contains(where: \.isLoose) else {
        return nil
      }
      let meant = Keyword.default.spelling(language)
      return ("(x \(meant) y)", [Edit(name, ""), Edit(commas[0], " \(meant)")])
    default: return nil
    }
  }

  private func start(of span: SourceSpan) -> SourceSpan {
    SourceSpan(start: span.start, end: span.start)
  }

  private func end(of span: SourceSpan) -> SourceSpan {
    SourceSpan(start: span.end, end: span.end)
  }

  /// How the language does without a function that spreadsheets and databases have.
  private static func advice(_ word: String) -> Wording? {
    switch word {
    case "vlookup", "hlookup", "xlookup", "lookup", "index", "match":
      Wording("look values up in a `table` with tests and outcomes", zh: "按条件查值请用 `决策表`")
    case "switch", "choose", "ifs", "case":
      Wording("decide between several cases with a `table`", zh: "多种情况请用 `决策表`")
    case "concat", "concatenate", "textjoin":
      Wording(
        "texts are put together in a reason only: `\"{a} {b}\"`", zh: "文本只在理由中拼接：`\"{a} {b}\"`")
    default: nil
    }
  }
}

/// A word with its ASCII letters in lower case.
func asciiLowercased(_ word: String) -> String {
  String(decoding: word.utf8.map { asciiLowercased($0) }, as: UTF8.self)
}

/// A byte of UTF-8, an ASCII letter in lower case.
func asciiLowercased(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
