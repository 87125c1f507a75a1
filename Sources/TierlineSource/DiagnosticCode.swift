/// The code of a finding: its letter and first digit tell the family.
///
/// `T0` text and syntax, `T1` names, `T2` types and units, `T3` missing data, `T4` rule logic,
/// `T5` files, `R1` records. A code never changes its meaning; each has a page in
/// `Explanations/`, printed by `tierline help CODE`.
package enum DiagnosticCode: String, CaseIterable, Sendable {
  // MARK: Text and syntax

  /// Bytes that are no UTF-8.
  case invalidUTF8 = "T001"
  /// A control, bidirectional or zero-width character outside text.
  case forbiddenCharacter = "T002"
  /// `§`
  case unknownCharacter = "T003"
  /// `"abc` at the end of a line; a name in backticks likewise.
  case unclosedText = "T004"
  /// `"\q"`
  case unknownEscape = "T005"
  /// `2026-02-30`
  case noSuchDate = "T006"
  /// `123456789012345678901234567890`
  case numberTooLong = "T007"
  /// `tier risk low < high` : something else was expected here.
  case unexpectedSyntax = "T010"
  /// `tier risk: low < high {` with no `}`.
  case unclosedBracket = "T011"
  /// `((((…))))` beyond the limit.
  case nestedTooDeep = "T012"
  /// `1 < x < 5`
  case chainedComparison = "T013"
  /// `rule a when b then low because "x" because "y"`
  case repeatedClause = "T014"
  /// `then a or b` without parentheses.
  case looseOperand = "T015"
  /// `use "x.tier"` before `ruleset`, or no `ruleset` at all.
  case headerMissing = "T016"
  /// `当逾期天数`
  case wordsRunTogether = "T017"
  /// `5 XYZ`
  case unknownUnit = "T018"
  /// A clause that this block does not have, or not at this place.
  case misplacedClause = "T019"

  // MARK: Names

  /// A name that nothing declares.
  case unknownName = "T101"
  /// Two declarations, fields, rules or levels of one name.
  case declaredTwice = "T102"
  /// `x: monney`
  case unknownType = "T103"
  /// `contact.fone`
  case unknownField = "T104"
  /// `risk = hihg`
  case unknownLevel = "T105"
  /// `let a = b`, `let b = a`
  case cycle = "T106"
  /// A name of something that is no value: a list, an alerts block.
  case notAValue = "T107"
  /// `.field` or `it` where no element is in sight.
  case noElement = "T108"
  /// Two `input` blocks, or a rule over fields with none.
  case inputCount = "T109"

  // MARK: Types and units

  /// `name + 5`
  case operandTypes = "T201"
  /// `5 CNY + 5 USD`
  case currenciesMix = "T202"
  /// Another type was needed here.
  case typeMismatch = "T203"
  /// `5 < "a"`
  case comparedTypes = "T204"
  /// A literal that the field can never hold, with `=`, `in` or as its `default`.
  case outsideDomain = "T205"
  /// A comparison with a literal outside the domain.
  case comparisonOutsideDomain = "T206"
  /// `1.234 CNY` for a field of two places.
  case tooManyPlaces = "T207"
  /// `abs(1, 2)`
  case argumentCount = "T208"
  /// `round(x, y)`
  case constantNeeded = "T209"
  /// `id: text key optional`
  case modifiersContradict = "T210"
  /// `let x = missing`
  case typeUnknown = "T211"
  /// `30 days + 1 month`
  case durationsMix = "T212"
  /// A sensitive field as a result.
  case sensitiveResult = "T214"
  /// A sensitive field in a reason.
  case sensitiveInText = "T215"
  /// `in 5..1`
  case domainMalformed = "T216"
  /// A row with too few or too many cells.
  case rowWidth = "T217"
  /// `1 / 0` among constants.
  case constantOverflow = "T219"
  /// Dates of a parameter that do not ascend.
  case datesDisordered = "T220"

  // MARK: Missing data

  /// A condition that can be unknown.
  case conditionUnknown = "T301"
  /// A needed value that can be missing.
  case valueMissing = "T302"
  /// `x = missing`
  case equalsMissing = "T303"
  /// `x is not missing`
  case isNotMissing = "T304"
  /// `a > 5 default no`
  case defaultInComparison = "T305"
  /// `if unknown then previous.risk`
  case unknownOutcomeMissing = "T306"
  /// `if unknown then skip` where the start itself can be missing.
  case skipWithoutStart = "T307"

  // MARK: Rule logic

  /// A tier, band or table whose `otherwise` is needed and absent.
  case otherwiseMissing = "T401"
  /// Bands or rows that leave a value out.
  case gap = "T402"
  /// Two rules of `take only` that can both match.
  case overlap = "T403"
  /// A declaration that nothing uses.
  case unused = "T404"
  /// A rule, band or row that repeats an earlier one.
  case duplicateRule = "T405"
  /// A law that does not hold.
  case lawRefuted = "T406"
  /// A law that could be neither proved nor refuted.
  case lawUndecided = "T407"
  /// `x > 5 and x < 3`: a rule, band or row that no record can match.
  case neverMatches = "T408"
  /// A rule that every record matches, though others follow it.
  case alwaysMatches = "T409"
  /// A rule, band or row whose records all go to earlier ones.
  case shadowed = "T410"
  /// A level of a tier, table or matrix that nothing gives.
  case levelNeverGiven = "T411"

  // MARK: Files

  /// A file that is not there.
  case fileNotFound = "T501"
  /// A path that leaves the folder of the ruleset.
  case fileOutside = "T502"
  /// A file that cannot be read.
  case fileUnreadable = "T503"
  /// A list file without that column, or that is no CSV.
  case listMalformed = "T504"
  /// A value in a list file that does not fit the list's type.
  case listValue = "T505"

  // MARK: Records

  /// A required field that is absent.
  case recordFieldMissing = "R101"
  /// A field of another type.
  case recordFieldType = "R102"
  /// A value outside its domain.
  case recordOutsideDomain = "R103"
  /// More decimals than the field has places.
  case recordTooManyPlaces = "R104"
  /// A declared key twice in one object.
  case recordKeyTwice = "R105"
  /// A failed `require`.
  case recordContradiction = "R106"
  /// Text that is no JSON.
  case recordMalformed = "R107"
  /// JSON that is no object.
  case recordNotObject = "R108"
  /// A decision that needs a value beyond 38 digits or outside the calendar.
  case recordOverflow = "R109"
  /// Objects or lists nested too deep, or a record too large.
  case recordTooLarge = "R110"
  /// Two records of one key in a previous snapshot.
  case previousKeyTwice = "R111"

  /// Errors stop; warnings stop only under `--strict`.
  package var severity: Severity {
    switch self {
    case .comparisonOutsideDomain, .sensitiveInText, .unused, .duplicateRule, .lawUndecided,
      .neverMatches, .alwaysMatches, .shadowed, .levelNeverGiven:
      .warning
    case .invalidUTF8, .forbiddenCharacter, .unknownCharacter, .unclosedText, .unknownEscape,
      .noSuchDate, .numberTooLong, .unexpectedSyntax, .unclosedBracket, .nestedTooDeep,
      .chainedComparison, .repeatedClause, .looseOperand, .headerMissing, .wordsRunTogether,
      .unknownUnit, .misplacedClause, .unknownName, .declaredTwice, .unknownType, .unknownField,
      .unknownLevel, .cycle, .notAValue, .noElement, .inputCount, .operandTypes,
      .currenciesMix, .typeMismatch, .comparedTypes, .outsideDomain, .tooManyPlaces,
      .argumentCount, .constantNeeded, .modifiersContradict, .typeUnknown, .durationsMix,
      .sensitiveResult, .domainMalformed, .rowWidth, .constantOverflow, .datesDisordered,
      .conditionUnknown, .valueMissing, .equalsMissing, .isNotMissing, .defaultInComparison,
      .unknownOutcomeMissing, .skipWithoutStart, .otherwiseMissing, .gap, .overlap, .lawRefuted,
      .fileNotFound, .fileOutside, .fileUnreadable, .listMalformed, .listValue,
      .recordFieldMissing, .recordFieldType, .recordOutsideDomain, .recordTooManyPlaces,
      .recordKeyTwice, .recordContradiction, .recordMalformed, .recordNotObject,
      .recordOverflow, .recordTooLarge, .previousKeyTwice:
      .error
    }
  }
}
