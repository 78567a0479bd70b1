# Ce qu’est cette installation, pour ceux qui la font marcher.

settings-title = Réglages
settings-lead = L’état de cette installation. À côté de chaque élément figure la clé qui le règle, dans le fichier de configuration ou dans l’environnement ; elle prend effet au prochain démarrage.
settings-inbound-title = Aucune boîte de réception n’est configurée.
settings-inbound = Les pages et l’équipe recueillent toutes les réponses : les invités répondent par le lien de leur message ou par téléphone. Ce qu’ils écrivent en retour va au contact de l’événement, non à Convoke.

settings-mail = Courrier
settings-sender = Expéditeur
settings-relay = Relais
settings-relay-login = Convoke s’y identifie.
settings-relay-no-login = Convoke ne s’y identifie pas.
settings-relay-folder = Un dossier de cette machine
settings-relay-folder-note = Aucun message ne part : tout est gardé dans { $folder }.
settings-relay-memory = Nulle part : les messages restent en mémoire et se perdent au prochain démarrage
settings-tls = Chiffrement
settings-tls-implicit = TLS dès le premier octet
settings-tls-starttls = STARTTLS, exigé
settings-tls-none = Aucun
settings-rate = Vers le relais
settings-domain-rate = Vers un même domaine
settings-rate-none = Sans limite
settings-rate-hourly = { $n ->
    [one] { $n } message par heure au plus
   *[other] { $n } messages par heure au plus
 }
settings-connections = Connexions simultanées
settings-alarm-rings = Le relais est actuellement inutilisable
settings-alarm-none = Le relais accepte le courrier
settings-alarm-last = Dernière alarme :
settings-alarm-ended = terminée le { $when }

settings-place = Adresse et données
settings-address = Adresse publique
settings-address-https = Elle figure dans chaque lien ; les cookies y sont liés.
settings-address-http = Elle figure dans chaque lien. Sans https, mots de passe et réponses circulent en clair.
settings-listens = À l’écoute sur
settings-database = Base de données
settings-database-sqlite = SQLite, un seul fichier
settings-database-postgres = PostgreSQL
settings-folder = Dossier des données
settings-folder-note = La clé de tous les liens et les fichiers déposés s’y trouvent. À sauvegarder.
settings-sign-in = Une connexion dure
settings-sign-in-days = { $n ->
    [one] { $n } jour sans visite
   *[other] { $n } jours sans visite
 }
settings-version = Version
settings-languages = Langues
settings-languages-note = Chacun lit la sienne : les membres celle qu’ils ont choisie, les invités celle qui est notée pour eux.

settings-people = Personnes et programmes informatiques
settings-members = { $n ->
    [one] { $n } compte ouvert
   *[other] { $n } comptes ouverts
 }
settings-tokens = Clés pour programmes
settings-tokens-note = Chacun crée les siennes ; une clé n’a jamais plus de droits que son compte.
settings-api = Interface de programmation

settings-release = Qui peut faire partir les invitations
settings-release-alone = Une personne suffit.
settings-release-second = Une deuxième personne doit donner son accord.
settings-release-nobody = Personne pour l’instant : attribuez un rôle dans ce programme.
settings-release-change = Changer la règle
