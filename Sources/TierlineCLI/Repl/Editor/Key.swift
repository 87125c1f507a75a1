/// What a person did at the keyboard.
enum Key: Hashable, Sendable {
  /// Characters as typed, those that came together in one; no controls.
  case text(String)
  /// What was pasted, line breaks as `\n`.
  case paste(String)
  case enter, tab, backTab, backspace, delete, escape
  case up, down, left, right, home, end, pageUp, pageDown
  /// An arrow with Ctrl or Alt held.
  case wordLeft, wordRight
  /// Ctrl with a letter in lower case, or with one of `@ \ ] ^ _`.
  case control(Character)
  /// Alt, or Escape before a character.
  case meta(Character)
  /// Alt with the key that is otherwise `enter` or `backspace`.
  case metaEnter, metaBackspace
  /// A sequence that means nothing here.
  case unknown
}
