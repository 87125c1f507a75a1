// What a field holds, as its author wrote it: `integer in 300..950`, `one of "a", "b"`.

package import TierlineSource

extension Program {
  /// What a value of this type, domain and places is, for a message behind `expected`.
  ///
  /// Shape: one line, both languages; long sets are cut after ten members.
  package func wording(of type: ValueType, domain: Domain? = nil, places: Int? = nil) -> Wording {
    var words = typeWording(type, domain)
    if let places {
      words.english += places == 0 ? " without decimals" : " of at most \(places) decimals"
      words.chinese += places == 0 ? "，不带小数" : "，最多 \(places) 位小数"
    }
    return words
  }

  private func typeWording(_ type: ValueType, _ domain: Domain?) -> Wording {
    if case .list(let element) = type {
      let inner = typeWording(element, domain)
      return Wording("list of \(inner.english)", zh: "列表，每项为\(inner.chinese)")
    }
    let name = nameWording(type)
    switch domain {
    case nil: return name
    case .range(let range):
      let text = rangeText(range, type)
      return Wording("\(name.english) \(text.english)", zh: "\(name.chinese)\(text.chinese)")
    case .members(let set):
      let shown = set.values.prefix(10).map { literal($0, type) }
      let rest = set.values.count > 10 ? ", …" : ""
      return Wording(
        "one of \(shown.joined(separator: ", "))\(rest)",
        zh: "\(shown.joined(separator: "、"))\(rest.isEmpty ? "" : "…") 之一")
    case .list(let index):
      let list = lists.indices.contains(index) ? lists[index].name : "?"
      return Wording("\(name.english) in \(list)", zh: "\(name.chinese)，属于 \(list)")
    }
  }

  private func nameWording(_ type: ValueType) -> Wording {
    switch type {
    case .boolean: Wording("true or false", zh: "true 或 false")
    case .integer: Wording("integer", zh: "整数")
    case .number: Wording("number", zh: "数值")
    case .money(let currency): Wording("money \(currency.code)", zh: "金额 \(currency.code)")
    case .date: Wording("date as 2026-01-31", zh: "日期（如 2026-01-31）")
    case .days: Wording("duration as \"30 days\"", zh: "天数（如 \"30 days\"）")
    case .months: Wording("duration as \"6 months\"", zh: "月数（如 \"6 months\"）")
    case .text: Wording("text", zh: "文本")
    case .level(let index):
      if levelTypes.indices.contains(index) {
        Wording(
          "one of \(levelTypes[index].names.joined(separator: ", "))",
          zh: "\(levelTypes[index].names.joined(separator: "、")) 之一")
      } else {
        Wording("level", zh: "等级")
      }
    case .record: Wording("object", zh: "对象")
    case .list(let element):
      Wording("list of \(nameWording(element).english)", zh: "列表")
    }
  }

  /// `in 300..950`, `>= 0`.
  private func rangeText(_ range: ValueRange, _ type: ValueType) -> Wording {
    let lower = range.lower.map { literal($0, type) }
    let upper = range.upper.map { literal($0, type) }
    switch (lower, upper) {
    case (let lower?, let upper?):
      let dots =
        (range.includesLower ? "" : "<") + ".." + (range.includesUpper ? "" : "<")
      return Wording("in \(lower)\(dots)\(upper)", zh: "，属于 \(lower)\(dots)\(upper)")
    case (let lower?, nil):
      return Wording(same: (range.includesLower ? ">= " : "> ") + lower)
        .spacedInChinese
    case (nil, let upper?):
      return Wording(same: (range.includesUpper ? "<= " : "< ") + upper)
        .spacedInChinese
    case (nil, nil): return Wording(same: "")
    }
  }

  /// A plain value without a level, as a ruleset writes it.
  func shown(_ value: Value) -> String { literal(value, .text) }

  /// A value as a ruleset writes it.
  private func literal(_ value: Value, _ type: ValueType) -> String {
    switch value {
    case .missing, .overflow: return "missing"
    case .boolean(let isTrue): return isTrue ? "yes" : "no"
    case .number(let number): return number.description
    case .date(let date): return date.description
    case .days(let count): return count == 1 ? "1 day" : "\(count) days"
    case .months(let count): return count == 1 ? "1 month" : "\(count) months"
    case .text(let text): return "\"\(text.string.printable.cut(toScalars: 60))\""
    case .level(let index):
      guard case .level(let levels) = type, levelTypes.indices.contains(levels),
        levelTypes[levels].names.indices.contains(index)
      else { return "\(index)" }
      return levelTypes[levels].names[index]
    case .list, .record: return "…"
    }
  }
}

extension Wording {
  /// With a blank before the Chinese, where it follows a word without one.
  fileprivate var spacedInChinese: Wording { Wording(english, zh: " " + chinese) }
}
