extension Explanations {
  static let r102 = Wording(
    #"""
    # R102: a value of another type

    The record holds something else than the field's type. Numbers may also stand in
    quotation marks (`"0.1"`), dates are written `"2026-01-31"`, money is the plain
    amount, booleans are `true` and `false`. Correct the data, or the type in the input.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      otherwise low
    }
    ```

    ```json
    { "id": "C1", "overdue_days": "two months" }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      otherwise low
    }
    ```

    ```json
    { "id": "C1", "overdue_days": 61 }
    ```
    """#,
    zh: #"""
      # R102: 值的类型不符

      记录里的值和字段的类型不一样。数字也可以写在引号里（`"0.1"`），日期写成
      `"2026-01-31"`，金额只写数，布尔写 `true` 和 `false`。请改正数据，或者改输入里的类
      型。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        其余 低
      }
      ```

      ```json
      { "编号": "C1", "逾期天数": "两个月" }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        其余 低
      }
      ```

      ```json
      { "编号": "C1", "逾期天数": 61 }
      ```
      """#)
}
