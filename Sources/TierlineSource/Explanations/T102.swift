extension Explanations {
  static let t102 = Wording(
    #"""
    # T102: declared twice

    Two things of one kind can't share a name: a reason, a test or an auditor would not
    know which is meant. Rename one of them, or remove the copy. Rule names live in
    their block, so rules of different blocks may share a name.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
      sanctioned: boolean
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      rule late when sanctioned then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
      sanctioned: boolean
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      rule sanctions when sanctioned then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T102: 重复声明

      同类的东西不能同名，否则理由、测试和审计都分不清指的是哪一个。请给其中一个改名，或者
      删掉多余的那个。规则名只在自己的块里有效，不同块里的规则可以同名。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
        在制裁名单: 布尔
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        规则 逾期 当 在制裁名单 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
        在制裁名单: 布尔
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        规则 受制裁 当 在制裁名单 则 高
        其余 低
      }
      ```
      """#)
}
