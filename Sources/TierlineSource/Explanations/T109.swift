extension Explanations {
  static let t109 = Wording(
    #"""
    # T109: a ruleset reads one kind of record

    There must be one `input` block, no more: each customer is one record, with nested
    records and lists inside where needed. Join the blocks, or turn one of them into a
    field of the other.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
    }

    input ledger {
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      ledger: { overdue_days: integer in >= 0 }
    }

    tier risk: low < high {
      rule late when ledger.overdue_days > 60 then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T109: 规则集只读一种记录

      `输入` 块只能有一个：一个客户就是一条记录，需要时里面可以有嵌套的记录和列表。请把几
      个块合并，或者把其中一个改成另一个的字段。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
      }

      输入 台账 {
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        台账: { 逾期天数: 整数 属于 >= 0 }
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 台账.逾期天数 > 60 则 高
        其余 低
      }
      ```
      """#)
}
