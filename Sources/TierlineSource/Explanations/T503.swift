extension Explanations {
  static let t503 = Wording(
    #"""
    # T503: the file can't be read

    The file is there, but the system won't hand it over: it's a folder, or you lack the
    right to read it. The message gives the system's reason. In the example
    `restricted.csv` is a folder.

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

    ```unreadable:restricted.csv
    is a directory
    ```

    ## Right
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
    industry
    mining
    ```
    """#,
    zh: #"""
      # T503: 文件读不出来

      文件在那里，但系统不让读：它是一个文件夹，或者您没有读取的权限。提示会给出系统的说
      法。例子里的 `限制行业.csv` 是一个文件夹。

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

      ```unreadable:限制行业.csv
      是一个文件夹
      ```

      ## 正确
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
      行业
      煤炭
      ```
      """#)
}
