extension Explanations {
  static let t012 = Wording(
    #"""
    # T012: nested too deep

    Brackets, conditions and records may stand inside one another only so deep. The
    bound protects every tool that reads the file; no policy that a person can follow
    comes near it. Give the inner parts names with `let`.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when
        ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((
        ((((((((((((((((((((
          overdue_days > 60
        ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
        ))))))))))))))))))))
        then high
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
      # T012: 嵌套太深

      括号、条件和记录的嵌套层数有上限。这个上限保护每一个读取文件的工具；人能看懂的制度不
      会碰到它。请用 `定义` 给里层的部分起名字。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当
          ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((
          ((((((((((((((((((((
            逾期天数 > 60
          ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
          ))))))))))))))))))))
          则 高
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
