# Organisations that may be the same.
alike-new-title = Already in the book?
alike-new = These organisations look like the one you are adding. If yours is among them, open it; if it is another one, add it all the same.
alike-title = May be the same organisation
alike-help = A hint by name and domain. Have a look before you write to both.
alike-same-name = Same name
alike-same-domain = Same domain, of the website or of addresses
alike-alike-name = Similar name
alike-meant = A new organisation, or one you know?
alike-meant-help = To take a known one, write its name as it stands here.
alike-meant-title = “{ $name }” may be
