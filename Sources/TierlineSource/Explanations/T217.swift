extension Explanations {
  static let t217 = Wording(
    #"""
    # T217: a row with too few or too many cells

    Each row has a test for each expression in the table's head, and behind `||` a value
    for each column. Add the missing cell, `-` where anything will do, or remove what is
    too much.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      kind: text
      overdue_days: integer in >= 0
    }

    table payment_term(kind, overdue_days): days {
      | "government" | -    || 90 days |
      | > 60                || 0 days  |
      | -            | <= 60 || 30 days |
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      kind: text
      overdue_days: integer in >= 0
    }

    table payment_term(kind, overdue_days): days {
      | "government" | -     || 90 days |
      | -            | > 60  || 0 days  |
      | -            | <= 60 || 30 days |
    }
    ```
    """#,
    zh: #"""
      # T217: 这一行的单元格数不对

      每一行都要给表头里的每个表达式写一个条件，在 `||` 后面给每一列写一个值。缺的请补上，
      随便什么都行的格子写 `-`；多的请删掉。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        性质: 文本
        逾期天数: 整数 属于 >= 0
      }

      决策表 账期(性质, 逾期天数): 天 {
        | "政府机构" | -     || 90 天 |
        | > 60               || 0 天  |
        | -          | <= 60 || 30 天 |
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        性质: 文本
        逾期天数: 整数 属于 >= 0
      }

      决策表 账期(性质, 逾期天数): 天 {
        | "政府机构" | -     || 90 天 |
        | -          | > 60  || 0 天  |
        | -          | <= 60 || 30 天 |
      }
      ```
      """#)
}
