extension Explanations {
  static let t502 = Wording(
    #"""
    # T502: the path leaves the ruleset's folder

    A ruleset reads files of its own folder and below, never others: so it can be moved,
    reviewed and signed as a whole, and can't be made to read what isn't its business.
    Put the file beside the ruleset, and write the path without `..`.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      industry: text
    }

    list restricted: text from "../restricted.csv" column "industry"

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
      # T502: 路径离开了规则集的文件夹

      规则集只读自己文件夹里以及下级文件夹里的文件，别的一概不读：这样才能整体搬动、整体审
      核、整体签署，也没法被用来读不该读的东西。请把文件放到规则集旁边，路径里不要写
      `..`。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        行业: 文本
      }

      名单 限制行业: 文本 取自 "../限制行业.csv" 列 "行业"

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
