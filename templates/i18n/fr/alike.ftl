# Organismes qui sont peut-être les mêmes.
alike-new-title = Déjà dans le carnet ?
alike-new = Ces organismes ressemblent à celui que vous ajoutez. Si le vôtre est parmi eux, ouvrez-le ; s’il s’agit d’un autre, ajoutez-le quand même.
alike-title = Peut-être le même organisme
alike-help = Une indication d’après le nom et le domaine. Vérifiez avant d’écrire aux deux.
alike-same-name = Même nom
alike-same-domain = Même domaine, du site ou des adresses
alike-alike-name = Nom ressemblant
alike-meant = Un nouvel organisme, ou un que vous connaissez ?
alike-meant-help = Pour en reprendre un, écrivez son nom comme il figure ici.
alike-meant-title = « { $name } » est peut-être
