extension Explanations {
  static let r107 = Wording(
    #"""
    # R107: text that isn't JSON

    The data must be JSON as RFC 8259 has it: double quotation marks, no comma after the
    last entry, no comments, UTF-8. The message says where it stops being JSON.

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
    { "id": "C1", "overdue_days": 61, }
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
      # R107: 不是 JSON

      数据必须是符合 RFC 8259 的 JSON：用英文双引号，最后一项后面不加逗号，没有注释，UTF-8
      编码。提示会指出从哪里开始不是 JSON。

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
      { "编号": "C1", "逾期天数": 61, }
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
