extension Explanations {
  static let t408 = Wording(
    #"""
    # T408: a rule that never matches

    No record can meet this condition: its parts exclude each other, or its subject never has
    such a value. The rule, band or row is dead, and whatever it was to catch goes elsewhere.
    Most often `and` stands where `or` was meant, or two ends were swapped. A condition that
    only a parameter or a list decides is left alone: its value may change.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < medium < high {
      rule late when overdue_days > 60 then high
      rule delayed when overdue_days > 60 and overdue_days < 30 then medium
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < medium < high {
      rule late when overdue_days > 60 then high
      rule delayed when overdue_days > 30 and overdue_days <= 60 then medium
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T408: 永远不会命中的规则

      没有任何客户能满足这个条件：各部分互相排斥，或者字段根本没有这样的取值。这条规则（段、行）
      形同虚设，它本该抓住的情况会漏到别处。常见原因是把「或」写成了「且」，或者上下限写反。只由
      参数或名单决定的条件不在此列，因为它们的值可能会改。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 中 < 高 {
        规则 严重逾期 当 逾期天数 > 60 则 高
        规则 轻微逾期 当 逾期天数 > 60 且 逾期天数 < 30 则 中
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 中 < 高 {
        规则 严重逾期 当 逾期天数 > 60 则 高
        规则 轻微逾期 当 逾期天数 > 30 且 逾期天数 <= 60 则 中
        其余 低
      }
      ```
      """#)
}
