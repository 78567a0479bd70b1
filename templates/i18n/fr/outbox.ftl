# Courrier : ce qui part, ce qui attend, et les lettres aux membres.

mail-hello = Bonjour { $name },
mail-account-subject = Votre compte Convoke
mail-account-lead = un compte vous attend sur { $host }. Choisissez un mot de passe et vous pourrez commencer.
mail-account-act = Choisissez votre mot de passe ici :
mail-account-verb = Choisir un mot de passe
mail-account-not-me = Si ce message vous surprend, vous n’avez rien à faire : sans mot de passe, le compte ne peut pas servir.
mail-reset-subject = Un nouveau mot de passe pour Convoke
mail-reset-lead = quelqu’un, sans doute vous, a demandé un nouveau mot de passe sur { $host }.
mail-reset-act = Choisissez un nouveau mot de passe ici :
mail-reset-verb = Choisir un nouveau mot de passe
mail-reset-not-me = Si ce n’était pas vous, vous n’avez rien à faire : votre mot de passe ne change pas.
mail-link-until = Le lien est valable jusqu’au { $until }, une seule fois.
mail-test-subject = Le courrier de Convoke arrive
mail-test-title = Le courrier arrive.
mail-test-lead = Voici l’essai que vous avez demandé sur { $host }, à { $at } (UTC). Si vous le lisez, le chemin jusqu’à votre boîte est ouvert.
