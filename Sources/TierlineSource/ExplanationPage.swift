// The page of each code, printed by `tierline help T301`.
//
// A page says in a few sentences what the finding means, why Tierline insists and what to do, then
// shows the smallest ruleset that yields it (`## Wrong`) and the same one mended (`## Right`).
// `ExplanationPageTests` runs both: Wrong yields exactly that code, Right yields nothing.
//
// Pages are Swift text, one file a code holding both languages, so that a code without its page,
// or a page without its twin, doesn't compile. Markdown files by `.embedInCode` become literals of
// bytes: 177 KB took 12.2 s to compile in debug and 8.0 s in release, as text literals 0.9 and 0.2.

/// The pages, one member a code: `t301` stands in `Explanations/T301.swift`.
enum Explanations {}

extension DiagnosticCode {
  /// The page in one language: Markdown, starting `# T301: ` and ending without a line break.
  ///
  /// Fenced blocks are `tierline` (a whole ruleset), `json` (records), `previous` (a previous
  /// snapshot), `file:PATH` (a file beside the ruleset) and `unreadable:PATH` (one that cannot be
  /// read); what follows a ruleset belongs to it.
  package func page(in language: Language) -> String { page[language] }

  /// The first line of the page without its code: "a condition can be unknown".
  package func title(in language: Language) -> String {
    let firstLine = page[language].prefix { $0 != "\n" }
    return String(firstLine.dropFirst("# \(rawValue): ".count))
  }

  private var page: Wording {
    switch self {
    case .conditionUnknown: Explanations.t301
    case .valueMissing: Explanations.t302
    case .equalsMissing: Explanations.t303
    case .isNotMissing: Explanations.t304
    case .defaultInComparison: Explanations.t305
    case .unknownOutcomeMissing: Explanations.t306
    case .skipWithoutStart: Explanations.t307
    case .invalidUTF8, .forbiddenCharacter, .unknownCharacter, .unclosedText, .unknownEscape,
      .noSuchDate, .numberTooLong, .unexpectedSyntax, .unclosedBracket, .nestedTooDeep,
      .chainedComparison, .repeatedClause, .looseOperand, .headerMissing, .wordsRunTogether,
      .unknownUnit, .misplacedClause, .unknownName, .declaredTwice, .unknownType, .unknownField,
      .unknownLevel, .cycle, .notAValue, .noElement, .inputCount, .operandTypes, .currenciesMix,
      .typeMismatch, .comparedTypes, .outsideDomain, .comparisonOutsideDomain, .tooManyPlaces,
      .argumentCount, .constantNeeded, .modifiersContradict, .typeUnknown, .durationsMix,
      .sensitiveResult, .sensitiveInText, .domainMalformed, .rowWidth, .constantOverflow,
      .datesDisordered, .otherwiseMissing, .gap, .overlap, .unused, .duplicateRule, .lawRefuted,
      .lawUndecided, .fileNotFound, .fileOutside, .fileUnreadable, .listMalformed, .listValue,
      .recordFieldMissing, .recordFieldType, .recordOutsideDomain, .recordTooManyPlaces,
      .recordKeyTwice, .recordContradiction, .recordMalformed, .recordNotObject, .recordOverflow,
      .recordTooLarge, .previousKeyTwice:
      Wording("# \(rawValue): \(self)", zh: "# \(rawValue): \(self)")
    }
  }
}
