// The keywords' spellings, and the offers made for misspelt ones.

import Testing
import TierlineSource
@testable import TierlineSyntax

@Suite struct KeywordTests {
  @Test func vocabularyFitsAByte() {
    let words = KeywordTable.shared.entries.words
    #expect(KeywordTable.shared.entryCount < 250)
    #expect(words.count < 400)
    #expect(Set(words.map(\.number)).count == KeywordTable.shared.entryCount - 1)
    #expect(words.allSatisfy { $0.word.count <= WordKey.countMax })
  }

  @Test(arguments: Keyword.allCases)
  func setsHoldTheirMembersAlone(keyword: Keyword) {
    var set: EnumSet<Keyword> = [keyword]
    #expect(set.members == [keyword])
    #expect(([] as EnumSet<Keyword>).members.isEmpty)
    set.insert(.then)
    #expect(Set(set.members) == [keyword, .then])
  }

  /// A word alone reads as its keyword wherever no other keyword shares it.
  @Test(arguments: Keyword.allCases)
  func spellingsAreInTheVocabulary(keyword: Keyword) {
    let table = KeywordTable.shared
    for word in keyword.englishWords + keyword.chinese { #expect(table.entry(word) != .none) }
    for word in keyword.chinese { #expect(table.spells(table.entry(word), keyword)) }
    #expect(keyword == .is || !keyword.chinese.isEmpty)
  }

  /// Section 11 lets few words stand for two keywords; a new clash must be meant.
  @Test func sharedSpellingsAreKnown() {
    let uses = Dictionary(grouping: Keyword.allCases.flatMap(\.chinese)) { $0 }
    let shared = uses.filter { $0.value.count > 1 }.map(\.key)
    #expect(Set(shared) == ["缺失", "存在", "于", "四舍六入"])
    let phrases = Dictionary(grouping: Keyword.allCases.map(\.english)) { $0 }
    #expect(phrases.allSatisfy { $0.value.count == 1 })
  }

  @Test(arguments: [
    ("当逾期天数", ["当", "逾期天数"]), ("则次级", ["则", "次级"]), ("客户等级则", ["客户等级", "则"]),
    ("否则低", ["否则", "低"]), ("向下取整到一万", ["向下取整到", "一万"]),
  ])
  func wordsAreSplit(word: String, parts: [String]) { #expect(splitKeyword(word) == parts) }

  @Test(arguments: ["逾期天数", "当", "order", "则", ""])
  func otherWordsAreNot(word: String) { #expect(splitKeyword(word) == nil) }
}

@Suite struct NearNamesTests {
  @Test(arguments: [
    ("teir", "tier"), ("behavior", "behaviour"), ("overdue_dasy", "overdue_days"),
    ("Risk", "risk"), ("客户等及", "客户等级"), ("hihg", "high"),
  ])
  func misspeltNamesAreNear(word: String, name: String) {
    let names = ["limit", "risk", "tier", "high", "overdue_days", "behaviour", "客户等级"]
    #expect(nearest(to: word, among: names) == name)
  }

  @Test(arguments: ["", "x", "assets", "高", "overdue"])
  func othersAreNot(word: String) {
    #expect(nearest(to: word, among: ["risk", "tier", "high", "overdue_days", "y", "低"]) == nil)
  }

  @Test func theNearestWins() {
    #expect(nearest(to: "score", among: ["scores", "scare", "core"]) == "scores")
    #expect(nearest(to: "scoree", among: ["scare", "score"]) == "score")
    #expect(nearest(to: String(repeating: "a", count: 10_000), among: ["a"]) == nil)
  }
}
