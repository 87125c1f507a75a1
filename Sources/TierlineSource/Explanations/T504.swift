extension Explanations {
  static let t504 = Wording(
    #"""
    # T504: the list file isn't as expected

    A list is read from a column of a CSV file, found by the name in its first line, or
    from a text file with one entry a line. Here there's no such column; the message
    says which there are. It may also be a row with too few cells, or a quotation mark
    that isn't closed.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      industry: text
    }

    list restricted: text from "restricted.csv" column "industry"

    tier risk: low < high {
      rule restricted_trade when industry in restricted then high
      otherwise low
    }
    ```

    ```file:restricted.csv
    sector,since
    mining,2024-01-01
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      industry: text
    }

    list restricted: text from "restricted.csv" column "sector"

    tier risk: low < high {
      rule restricted_trade when industry in restricted then high
      otherwise low
    }
    ```

    ```file:restricted.csv
    sector,since
    mining,2024-01-01
    ```
    """#,
    zh: #"""
      # T504: 名单文件不符合要求

      名单取自 CSV 文件的一列（按首行的列名找），或者取自一行一个的文本文件。这里没有这一
      列；提示会列出有哪些列。也可能是某一行的格数不够，或者引号没有收尾。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        行业: 文本
      }

      名单 限制行业: 文本 取自 "限制行业.csv" 列 "行业"

      分级 风险: 低 < 高 {
        规则 限制类 当 行业 属于 限制行业 则 高
        其余 低
      }
      ```

      ```file:限制行业.csv
      行业名称,起始日期
      煤炭,2024-01-01
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        行业: 文本
      }

      名单 限制行业: 文本 取自 "限制行业.csv" 列 "行业名称"

      分级 风险: 低 < 高 {
        规则 限制类 当 行业 属于 限制行业 则 高
        其余 低
      }
      ```

      ```file:限制行业.csv
      行业名称,起始日期
      煤炭,2024-01-01
      ```
      """#)
}
