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
    case .invalidUTF8: Explanations.t001
    case .forbiddenCharacter: Explanations.t002
    case .unknownCharacter: Explanations.t003
    case .unclosedText: Explanations.t004
    case .unknownEscape: Explanations.t005
    case .noSuchDate: Explanations.t006
    case .numberTooLong: Explanations.t007
    case .unexpectedSyntax: Explanations.t010
    case .unclosedBracket: Explanations.t011
    case .nestedTooDeep: Explanations.t012
    case .chainedComparison: Explanations.t013
    case .repeatedClause: Explanations.t014
    case .looseOperand: Explanations.t015
    case .headerMissing: Explanations.t016
    case .wordsRunTogether: Explanations.t017
    case .unknownUnit: Explanations.t018
    case .misplacedClause: Explanations.t019
    case .unknownName: Explanations.t101
    case .declaredTwice: Explanations.t102
    case .unknownType: Explanations.t103
    case .unknownField: Explanations.t104
    case .unknownLevel: Explanations.t105
    case .cycle: Explanations.t106
    case .notAValue: Explanations.t107
    case .noElement: Explanations.t108
    case .inputCount: Explanations.t109
    case .operandTypes: Explanations.t201
    case .currenciesMix: Explanations.t202
    case .typeMismatch: Explanations.t203
    case .comparedTypes: Explanations.t204
    case .outsideDomain: Explanations.t205
    case .comparisonOutsideDomain: Explanations.t206
    case .tooManyPlaces: Explanations.t207
    case .argumentCount: Explanations.t208
    case .constantNeeded: Explanations.t209
    case .modifiersContradict: Explanations.t210
    case .typeUnknown: Explanations.t211
    case .durationsMix: Explanations.t212
    case .sensitiveResult: Explanations.t214
    case .sensitiveInText: Explanations.t215
    case .domainMalformed: Explanations.t216
    case .rowWidth: Explanations.t217
    case .constantOverflow: Explanations.t219
    case .datesDisordered: Explanations.t220
    case .conditionUnknown: Explanations.t301
    case .valueMissing: Explanations.t302
    case .equalsMissing: Explanations.t303
    case .isNotMissing: Explanations.t304
    case .defaultInComparison: Explanations.t305
    case .unknownOutcomeMissing: Explanations.t306
    case .skipWithoutStart: Explanations.t307
    case .otherwiseMissing: Explanations.t401
    case .gap: Explanations.t402
    case .overlap: Explanations.t403
    case .unused: Explanations.t404
    case .duplicateRule: Explanations.t405
    case .lawRefuted: Explanations.t406
    case .lawUndecided: Explanations.t407
    case .neverMatches: Explanations.t408
    case .alwaysMatches: Explanations.t409
    case .shadowed: Explanations.t410
    case .levelNeverGiven: Explanations.t411
    case .fileNotFound: Explanations.t501
    case .fileOutside: Explanations.t502
    case .fileUnreadable: Explanations.t503
    case .listMalformed: Explanations.t504
    case .listValue: Explanations.t505
    case .recordFieldMissing: Explanations.r101
    case .recordFieldType: Explanations.r102
    case .recordOutsideDomain: Explanations.r103
    case .recordTooManyPlaces: Explanations.r104
    case .recordKeyTwice: Explanations.r105
    case .recordContradiction: Explanations.r106
    case .recordMalformed: Explanations.r107
    case .recordNotObject: Explanations.r108
    case .recordOverflow: Explanations.r109
    case .recordTooLarge: Explanations.r110
    case .previousKeyTwice: Explanations.r111
    }
  }
}
