# 可能相同的机构。
alike-new-title = 是否已登记？
alike-new = 以下机构与您要添加的相似。若就是其中之一，请直接打开；若是另一家，仍可添加。
alike-title = 可能是同一机构
alike-help = 仅根据名称和域名提示。分别联系之前，请您先核对。
alike-same-name = 名称相同
alike-same-domain = 网站或邮箱域名相同
alike-alike-name = 名称相近
alike-meant = 是新机构，还是已登记的机构？
alike-meant-help = 若为已登记的机构，请您按此处的名称填写。
alike-meant-title = “{ $name }”可能是
