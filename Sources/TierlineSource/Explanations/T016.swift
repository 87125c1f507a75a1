extension Explanations {
  static let t016 = Wording(
    #"""
    # T016: the ruleset's header is missing

    A file begins by saying which ruleset it is, and in which version:
    `ruleset "NAME" version "V"`. The name and the version are written into every
    decision, so that an auditor can tell which policy decided. `use` and all other
    declarations come after it.

    ## Wrong
    ```tierline
    input customer {
      id: text key
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
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T016: 缺少规则集的开头

      文件开头要写明这是哪个规则集、哪个版本：`规则集 "名称" 版本 "版本号"`。名称和版本会
      写进每一个决策，审计时才说得清是哪一版制度作出的决定。`引用` 和其他声明都写在它后
      面。

      ## 错误
      ```tierline
      输入 客户 {
        编号: 文本 主键
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
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        其余 低
      }
      ```
      """#)
}
