extension Explanations {
  static let t001 = Wording(
    #"""
    # T001: bytes that are not UTF-8

    A ruleset is UTF-8 text. These bytes are something else, most often a file saved as
    GBK, Big5 or Windows-1252 by an editor or by Excel; Tierline won't guess which.

    Save the file again as UTF-8. Below, `�` stands for the byte FF, which is no UTF-8.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high because "� days late"
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

    tier risk: low < high {
      rule late when overdue_days > 60 then high because "{overdue_days} days late"
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T001: 有不是 UTF-8 的字节

      规则集必须是 UTF-8 文本。这里的字节是别的编码，多半是编辑器或 Excel 按 GBK、Big5 保
      存的；Tierline 不会去猜是哪一种。

      请把文件另存为 UTF-8。下面的 `�` 代表字节 FF，它不是合法的 UTF-8。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高 理由 "逾期 � 天"
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

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高 理由 "逾期 {逾期天数} 天"
        其余 低
      }
      ```
      """#)
}
