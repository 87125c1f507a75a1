// Whole command lines: what is typed, which files lie there, and everything that comes out.
//
// A case holds lines that begin with `$ tierline`, run one after another in a folder of their own,
// then the files behind `--- file NAME`. `< NAME` feeds standard input, `LANG=zh_CN` before
// `tierline` sets a variable.

import Support
import Testing
import TierlineCLI

@Test(arguments: GoldenCase.all(in: "cli"))
func cli(_ golden: GoldenCase) throws {
  let rig = try CommandLineRig(files: golden.files.others)
  var listing = ""
  for line in golden.files.entry.split(separator: "\n") where line.hasPrefix("$ ") {
    var words = shellWords(line.dropFirst(2))
    rig.variables = [:]
    while let word = words.first, word != "tierline" {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      rig.variables[parts[0]] = parts.count == 2 ? parts[1] : ""
      words.removeFirst()
    }
    rig.input = ""
    if let position = words.firstIndex(of: "<"), words.indices.contains(position + 1) {
      rig.input = rig.text(of: words[position + 1]) ?? ""
      words.removeSubrange(position...(position + 1))
    }
    let outcome = rig.run(Array(words.dropFirst()))
    listing += "\(line)\nexit \(outcome.code.rawValue)\n"
    listing += indented("stdout", outcome.output) + indented("stderr", outcome.errors)
  }
  for name in rig.names where golden.files.others[name] == nil {
    listing += indented("file \(name)", rig.text(of: name) ?? "")
  }
  try golden.verify(listing)
}

/// A heading and the text under it, or nothing for no text.
private func indented(_ heading: String, _ text: String) -> String {
  guard !text.isEmpty else { return "" }
  // CRLF is one Character: lines are looked for among bytes, and the CR is shown.
  var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
    String(decoding: line, as: UTF8.self).replacing("\r", with: "\\r")
  }
  let isWhole = lines.last?.isEmpty == true
  if isWhole { lines.removeLast() }
  let body = lines.map { $0.isEmpty ? "\n" : "  \($0)\n" }.joined()
  return heading + "\n" + body + (isWhole ? "" : "  (no line break at the end)\n")
}

/// Splits as a shell does, with single and double quotes.
private func shellWords(_ line: Substring) -> [String] {
  var words: [String] = []
  var word: String?
  var quote: Character?
  for character in line {
    if let open = quote {
      if character == open { quote = nil } else { word = (word ?? "") + String(character) }
    } else if character == "'" || character == "\"" {
      quote = character
      word = word ?? ""
    } else if character == " " {
      if let whole = word { words.append(whole) }
      word = nil
    } else {
      word = (word ?? "") + String(character)
    }
  }
  return words + (word.map { [$0] } ?? [])
}
