// Keywords as words: all spellings, for offers of near names, and words run together.

package import TierlineSource

extension Keyword {
  /// The English phrase and the Chinese words.
  package var spellings: [String] { [english] + chinese }

  /// The spelling in a language.
  package func spelling(_ language: Language) -> String {
    switch language {
    case .english: english
    case .chinese: chinese.first ?? english
    }
  }

  /// Every spelling of every keyword.
  package static let allSpellings: [String] = allCases.flatMap(\.spellings)

  /// The functions, those of more words first.
  static let functions: [Keyword] = [
    .roundHalfEven, .roundUp, .roundDown, .daysBetween, .monthsBetween, .yearsBetween, .round,
    .count, .sum, .average, .min, .max, .any, .all, .none, .length, .abs, .power, .upper, .lower,
    .trim, .year, .month, .day, .weekday,
  ]

  /// The keywords that a number may follow without a space, in Chinese.
  static let beforeNumbers: EnumSet<Keyword> = [
    .then, .otherwise, .start, .setTo, .add, .subtract, .multiplyBy, .capAt, .floorAt,
    .roundDownTo, .roundUpTo, .roundNearestTo, .roundHalfEvenTo, .default, .in, .notIn, .from,
    .places, .within, .else, .asOf, .and, .or,
  ]

  /// The Chinese words, longest first: of 则 and 否则 the longer is meant.
  fileprivate static let chineseWords: [String] =
    Set(allCases.flatMap(\.chinese)).sorted {
      ($0.unicodeScalars.count, $1) > ($1.unicodeScalars.count, $0)
    }
}

/// The parts of a word that begins or ends with a Chinese keyword: `当逾期天数` is `当`, `逾期天数`;
/// nil for any other word.
package func splitKeyword(_ word: String) -> [String]? {
  for keyword in Keyword.chineseWords where word != keyword {
    if word.hasPrefix(keyword) { return [keyword, String(word.dropFirst(keyword.count))] }
    if word.hasSuffix(keyword) { return [String(word.dropLast(keyword.count)), keyword] }
  }
  return nil
}

extension Keyword {
  /// The keywords that begin a declaration, in the order of declaring.
  package static let declarations = Parser.declarationKeywords.members
}
