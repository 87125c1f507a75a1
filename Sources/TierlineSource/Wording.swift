/// The two languages that Tierline speaks to people.
package enum Language: String, CaseIterable, Sendable {
  case english = "en"
  case chinese = "zh"
}

/// One message in both languages.
///
/// Whatever a person reads is a `Wording`, so a message without its twin does not compile.
package struct Wording: Hashable, Sendable {
  package var english: String
  package var chinese: String

  /// A message in English and Chinese.
  package init(_ english: String, zh chinese: String) {
    self.english = english
    self.chinese = chinese
  }

  /// Text that reads the same in both: a name, a number.
  package init(same text: String) {
    english = text
    chinese = text
  }

  package subscript(language: Language) -> String {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }
}
