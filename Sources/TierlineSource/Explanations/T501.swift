extension Explanations {
  static let t501 = Wording(
    #"""
    # T501: no such file

    The file that `use` or `list … from` names isn't there. The path is counted from the
    folder of the ruleset that is checked, and capitals matter. Correct the path, or put
    the file there.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      industry: text
    }

    list restricted: text from "lists/restricted.csv" column "industry"

    tier risk: low < high {
      rule restricted_trade when industry in restricted then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      industry: text
    }

    list restricted: text from "lists/restricted.csv" column "industry"

    tier risk: low < high {
      rule restricted_trade when industry in restricted then high
      otherwise low
    }
    ```

    ```file:lists/restricted.csv
    industry,since
    mining,2024-01-01
    ```
    """#,
    zh: #"""
      # T501: 找不到文件

      `引用` 或 `名单 … 取自` 所写的文件不存在。路径从所检查的规则集所在的文件夹算起，并且
      区分大小写。请改正路径，或者把文件放到那里。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        行业: 文本
      }

      名单 限制行业: 文本 取自 "名单/限制行业.csv" 列 "行业"

      分级 风险: 低 < 高 {
        规则 限制类 当 行业 属于 限制行业 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        行业: 文本
      }

      名单 限制行业: 文本 取自 "名单/限制行业.csv" 列 "行业"

      分级 风险: 低 < 高 {
        规则 限制类 当 行业 属于 限制行业 则 高
        其余 低
      }
      ```

      ```file:名单/限制行业.csv
      行业,起始日期
      煤炭,2024-01-01
      ```
      """#)
}
