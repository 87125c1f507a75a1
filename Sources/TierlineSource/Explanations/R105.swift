extension Explanations {
  static let r105 = Wording(
    #"""
    # R105: a key twice in one object

    The object holds this field twice, and nobody can say which value counts; other
    programs silently take the first or the last. Remove one.

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
    { "id": "C1", "overdue_days": 0, "overdue_days": 90 }
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
    { "id": "C1", "overdue_days": 90 }
    ```
    """#,
    zh: #"""
      # R105: 同一对象里键名重复

      这个对象里同一个字段出现了两次，谁也说不清以哪个为准；别的程序会不声不响地取第一个或
      最后一个。请删掉一个。

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
      { "编号": "C1", "逾期天数": 0, "逾期天数": 90 }
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
      { "编号": "C1", "逾期天数": 90 }
      ```
      """#)
}
