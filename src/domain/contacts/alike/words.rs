//! The words that names of houses are made of, in English, French, German and Chinese, with some Spanish, Italian and Dutch: what weighs
//! little, what tells two houses apart, and which words of two languages are one.
//!
//! Latin words stand as `tokens::latin` folds them, before ae, oe and ue are drawn together; `_` joins two words that are one
//! notion. A notion with `+` is several.

/// Legal forms: they change, and are left out in conversation.
pub(super) const LEGAL: &str = "gmbh mbh ggmbh ag kg kgaa ohg gbr ug eg ev aktiengesellschaft kommanditgesellschaft genossenschaft \
    sa sas sasu sarl eurl snc sca scop scp scm selarl gie anonyme simplifiee responsabilite limitee sprl scrl asbl bv bvba nv vof cv \
    srl spa sapa sagl sl slu sau ltda ltd limited plc llc llp lp inc incorporated corp corporation co company cie pte pty \
    oy oyj ab asa aps as kft zrt nyrt doo dd sro spzoo zoo sp z_oo rl ooo oao zao pao kk kabushiki kaisha wfoe beschrankter haftung se";

/// The same in Chinese, the longest first.
pub(super) const LEGAL_HAN: &str = "股份有限责任公司 集团股份有限公司 集团有限责任公司 集团有限公司 股份有限公司 有限责任公司 控股有限公司 \
    有限公司 责任公司 集团公司 集团总公司 总公司 公司 集团 控股 股份 株式会社";

/// Little words.
pub(super) const FILLERS: &str = "the of and et und y e de du des d l la le les der die das dem den fur zu zum zur im in am an a au aux \
    for at von vom van het een en del della di do da dos el los las with mit pour sur by on to its";
pub(super) const FILLERS_HAN: &str = "和 与 及 的 暨 市 省 驻";

/// What a house is: two houses of one place differ by it.
pub(super) const KINDS: &[(&str, &str)] = &[
    (
        "university",
        "university universite universitat universitaet univ uni universita universidad universiteit universitet 大学",
    ),
    ("college", "college hochschule fachhochschule fh 学院"),
    ("institute", "institute institut inst instituto istituto instituut institution 研究所 院 所"),
    ("institute+research", "forschungsinstitut 研究院"),
    ("school", "school ecole schule escuela scuola 学校 小学"),
    ("school+middle", "high_school lycee gymnasium 中学"),
    ("academy", "academy academie akademie accademia 学术院"),
    ("academy+science", "科学院"),
    ("academy+science+social", "社会科学院 社科院"),
    ("chamber", "chamber chambre kammer camera camara"),
    ("chamber+commerce", "handelskammer wirtschaftskammer hk amcham 商会 总商会"),
    ("chamber+commerce+industry", "cci ihk ccir ccit 工商会 工商总会"),
    ("chamber+commerce+foreign", "ahk auslandshandelskammer aussenhandelskammer"),
    ("chamber+craft", "handwerkskammer hwk"),
    ("association", "association assoc asso verband verein vereinigung asociacion associazione asbl 协会"),
    ("federation", "federation fed foderation bundesverband confederation 联合会"),
    ("union", "union alliance_union 联盟"),
    ("society", "society 学会"),
    ("foundation", "foundation fondation stiftung fondazione fundacion 基金会"),
    ("fund", "fund fonds funds 基金"),
    ("ministry", "ministry ministere ministerium bundesministerium ministerio"),
    ("ministry+commerce", "商务部"),
    ("ministry+foreign", "外交部"),
    ("ministry+education", "教育部"),
    ("ministry+environment", "环境部 生态环境部"),
    (
        "office",
        "office buro buero bureau amt amter department departement dept dep abteilung direction direktion administration \
        authority autorite behorde verwaltung 局 厅 处 办公室 管理局",
    ),
    (
        "branch",
        "branch filiale niederlassung succursale zweigstelle zweigniederlassung subsidiary tochtergesellschaft representative \
        representation vertretung 分公司 分行 支行 分会 分院 分局 办事处 代表处",
    ),
    (
        "council",
        "council conseil rat commission committee comite comitato komitee kommission ausschuss 委员会 理事会 委",
    ),
    ("council+development+reform", "发改委"),
    (
        "city",
        "city ville stadt commune mairie rathaus municipality municipal municipalite magistrat stadtverwaltung stadtische \
        government gouvernement regierung 市政府 人民政府 市人民政府 政府",
    ),
    ("city+works", "stadtwerke"),
    ("embassy", "embassy ambassade botschaft embajada 大使馆 使馆"),
    ("consulate", "consulate consulat konsulat generalkonsulat 领事馆 总领事馆"),
    ("museum", "museum musee museo 博物馆"),
    ("hospital", "hospital hopital krankenhaus klinikum klinik clinic clinique chu 医院"),
    ("hospital+people", "人民医院"),
    ("library", "library bibliotheque bibliothek biblioteca 图书馆"),
    ("center", "center centre zentrum centro 中心"),
    ("center+research", "研究中心 forschungszentrum"),
    ("laboratory", "laboratory laboratoire labor lab labo 实验室"),
    ("agency", "agency agence agentur agenzia agencia 通讯社 社"),
    ("press", "press presse verlag publishing publisher publishers editions edition 出版社"),
    ("newspaper", "newspaper zeitung journal times tribune news gazette 日报 晚报 新闻 时报 报社"),
    ("television", "television tv fernsehen 电视台 电视"),
    ("bank", "bank banque banca banco bancaire sparkasse 银行"),
    ("theater", "theater theatre teatro opera oper 剧院 大剧院"),
    ("club", "club klub 俱乐部"),
    ("network", "network reseau netzwerk networks 网络"),
    ("court", "court gericht tribunal 法院"),
    ("park", "park parc 园区 公园 产业园 科技园"),
    ("zone", "zone 开发区 高新区"),
    ("forum", "forum 论坛"),
    ("fair", "messe fair exhibition exhibitions salon expo 会展 博览会 展览"),
    ("exchange", "exchange borse boerse bourse austauschdienst 交易所"),
    ("studio", "studio atelier ateliers studios 工作室"),
    ("lawfirm", "law avocats avocat rechtsanwalte kanzlei lawyers attorneys 律师事务所"),
];

/// What a house does: of two that bear one name it tells which.
pub(super) const TRADES: &[(&str, &str)] = &[
    ("commerce", "commerce commercial handel handels handlung commercio comercio kommerz 商业 商务"),
    ("industry", "industry industrie industries industriel industrielle industrial industria 工业 产业"),
    ("trade", "trade trading negoce aussenhandel 贸易 商贸 经贸 外贸"),
    ("import", "import importation 进口"),
    ("export", "export exportation 出口"),
    ("import+export", "进出口"),
    ("energy", "energy energie energies energi energia 能源 新能源"),
    ("renewable", "renewable renewables renouvelables erneuerbare 可再生"),
    (
        "electric",
        "electric electrical electricity electrique electricite elektrik elektro elektrizitat elettrica 电气 电力 电器 电工",
    ),
    ("grid", "grid netz reseaux 电网"),
    ("electronics", "electronics electronic electronique elektronik 电子"),
    ("power", "power puissance kraft 动力"),
    ("water", "water eau eaux wasser acqua 水务 水"),
    ("environment", "environment environmental environnement umwelt 环境 生态"),
    ("protection", "protection schutz 保护"),
    ("environment+protection", "umweltschutz 环保"),
    ("nature", "nature natur 自然"),
    ("nature+protection", "naturschutz"),
    ("cleaning", "proprete cleaning reinigung waste abfall dechets 环卫"),
    (
        "construction",
        "construction constructions bau batiment building builders hochbau tiefbau edilizia budownictwo 建设 建筑 建工",
    ),
    (
        "house",
        "house housing habitat immobilier immobilien real_estate wohnen wohnungsbau realty estate 地产 房地产 置业",
    ),
    ("property", "property properties 物业"),
    (
        "architecture",
        "architecture architect architects architecte architectes architektur architekt architekten architekturburo 设计院",
    ),
    ("design", "design 设计 勘察设计"),
    ("design+institute", "勘察设计院"),
    ("planning", "planning plan planung raumplanung planer 规划"),
    ("urban", "urban urbain urbaine urbanisation 城市 城乡"),
    ("urban+planning", "urbanisme urbanism stadtebau stadtplanung"),
    ("urban+research", "stadtforschung"),
    ("auto", "auto automotive automobile automobiles automobil autos motor motors moteurs kfz 汽车 车业"),
    ("truck", "truck trucks camion lkw 卡车"),
    ("aerospace", "aerospace aeronautique space spatiale spatiales luftfahrt raumfahrt 航天 航空航天"),
    ("airline", "airline airlines air_lines airways aerien lufttransport 航空"),
    ("airport", "airport aeroport flughafen 机场"),
    ("helicopter", "helicopter helicopters helicopteres hubschrauber 直升机"),
    ("marine", "marine maritime shipping ship schiff schifffahrt navigation 船舶 海运 航运"),
    ("port", "port hafen haven harbour harbor 港 港务 港口"),
    ("rail", "rail railway railways ferroviaire bahn eisenbahn chemins_fer 铁路 铁道 轨道"),
    ("transport", "transport transports transportation verkehr verkehrs spedition 运输 交通"),
    ("logistics", "logistics logistique logistik 物流"),
    ("insurance", "insurance assurance assurances versicherung versicherungen assicurazioni 保险"),
    ("finance", "finance financial finanz finances 金融 财务 财政"),
    ("capital", "capital investment investissement investments invest beteiligungen kapital 投资 资本"),
    ("credit", "credit kredit kreditanstalt 信贷"),
    ("fiscal", "tax steuer fiscal impot 税务"),
    ("pharma", "pharma pharmaceutical pharmaceuticals pharmaceutique pharmazie 制药 药业 医药"),
    ("medical", "medical medicine health sante gesundheit medizin healthcare medicale medecine 医疗 医学 医科 卫生"),
    ("biology", "bio biology biologie biotech biotechnology 生物"),
    ("software", "software logiciel logiciels 软件"),
    ("cloud", "cloud computing 云计算 云"),
    ("data", "data donnees daten 数据"),
    (
        "telecom",
        "telecom telecoms telecommunication telecommunications telekom communications kommunikation 电信 通信 通讯",
    ),
    ("mobile", "mobile mobility mobilite mobilitat 移动"),
    ("terminal", "terminal terminals 终端"),
    ("engineering", "engineering ingenierie ingenieurburo ingenieurs ingenieure 工程"),
    ("consulting", "consulting conseils consultants consult beratung advisory advisors 咨询 顾问"),
    ("research", "research recherche recherches forschung investigacion ricerca 研究 科研"),
    ("science", "science sciences scientifique wissenschaft wissenschaften 科学"),
    ("social", "social sociale sociales sozial 社会"),
    ("education", "education bildung enseignement formation erziehung 教育"),
    ("culture", "culture cultural culturel kultur 文化"),
    ("tourism", "tourism tourisme tourismus travel voyages reisen 旅游"),
    ("food", "food foods aliment alimentation lebensmittel 食品"),
    ("dairy", "dairy lait milch 乳业 奶业"),
    ("beer", "beer brewery biere brasserie brauerei 啤酒 酒业"),
    ("agriculture", "agriculture agricultural agricole landwirtschaft agrar 农业 农村"),
    ("forestry", "forestry foret forestiere forst 林业"),
    ("steel", "steel acier stahl iron_steel 钢 钢铁"),
    ("coal", "coal charbon kohle 煤 煤炭"),
    ("mine", "mine mining mines bergbau 矿 矿业"),
    ("coal+mine", "煤矿"),
    ("oil", "oil petrole petroleum ol mineralol 石油"),
    ("gas", "gas gaz 天然气 燃气"),
    ("chemistry", "chemistry chemical chemicals chimie chimique chemie chemische 化工 化学"),
    ("textile", "textile textiles textil 纺织 服装"),
    ("machine", "machine machinery machines maschinen maschinenbau anlagenbau mechanics mechanik mecanique 机械 机器"),
    ("equipment", "equipment equipement ausrustung 设备 装备"),
    ("heavy+industry", "heavy_industry heavy_industries schwerindustrie 重工 重工业"),
    ("material", "material materials materiaux materialien baustoffe 材料 建材"),
    ("lighting", "lighting eclairage licht beleuchtung 照明"),
    ("coatings", "coatings peintures lacke farben 涂料"),
    ("supply", "supply supplies versorgung approvisionnement 电源 供应"),
    ("retail", "retail einzelhandel 零售 百货"),
    ("hotel", "hotel hotels 酒店 宾馆"),
    ("media", "media medien medias 传媒 媒体"),
    ("map", "geography geographie geographical geographique geografie 地理"),
    ("economy", "economy economic economie economique wirtschaft okonomie economics 经济"),
    ("economy+foreign", "对外经济"),
    ("politics", "politics political politique politik 政治 政法"),
    ("normal", "normal 师范"),
    (
        "technical",
        "of_technology technical technique techniques technische technischen technischer polytechnic polytechnique 理工",
    ),
    ("technical+university", "tu tum technische_universitat"),
    ("applied", "applied appliquees angewandte 应用"),
    ("foreign", "foreign etranger etrangere ausland 对外 外国"),
    ("language", "language langues sprachen 外国语 语言"),
    ("people", "people populaire volks 人民"),
    ("promotion", "promotion forderung wirtschaftsforderung 促进"),
    ("development", "development developpement entwicklung 发展"),
    ("reform", "reform reforme 改革"),
    ("cooperation", "cooperation kooperation zusammenarbeit 合作"),
    ("worker", "worker workers travail arbeit 劳动 工会"),
    ("youth", "youth jeunesse jugend 青年"),
    ("woman", "women femmes frauen 妇女"),
    ("middle", "middle moyen 中等"),
    ("craft", "craft crafts artisanat metiers handwerk"),
    ("bread", "brot bread boulangerie backerei"),
    ("plumbing", "plomberie sanitar heizung chauffage"),
    ("garden", "paysage paysages paysagistes garten landschaft landscape garden gardens 园林"),
    ("customs", "customs douane zoll 海关"),
    ("statistics", "statistics statistique statistik 统计"),
    ("police", "police polizei 公安"),
    ("sport", "sport sports 体育"),
    ("film", "film cinema films kino 电影 影业"),
    ("paper", "paper papier 造纸 纸业"),
    ("glass", "glass verre glas 玻璃"),
    ("cement", "cement ciment zement 水泥"),
    ("tire", "reifen tire tires tyre tyres pneu pneus pneumatiques 轮胎"),
    ("circuit", "circuit circuits 电路"),
    ("manufacture", "manufacture manufacturing fabrication fertigung 制造"),
    ("works", "works werke werk usine usines"),
];

/// What firms put into their names and leave out again.
pub(super) const SOFT: &[(&str, &str)] = &[
    ("group", "group groupe gruppe grupo gruppo konzern holding holdings"),
    ("technology", "technology technologies technologie tech technik technologien technologia 技术 科技 数字技术"),
    ("international", "international internationale internationaux internationales internationaler intl 国际"),
    ("global", "global world mondial welt weltweit worldwide 世界 全球 环球"),
    ("service", "service services servizi dienste dienstleistungen 服务"),
    ("solution", "solution solutions losungen 解决方案"),
    ("system", "system systems systeme systemes 系统"),
    ("enterprise", "enterprise enterprises entreprise entreprises unternehmen betriebe 企业 实业"),
    ("company", "societe gesellschaft sociedad societa compagnie compagnia firma maison haus etablissements ets"),
    ("general", "general generale generaux allgemeine 总"),
    ("national", "national nationale nationaux nationales nazionale nacional bundes state 国家 全国 国立"),
    ("republic", "bundesrepublik federal_republic republic republique republik people_republic 共和国 人民共和国"),
    ("digital", "digital digitale numerique 数字 智能"),
    ("partner", "partner partners partenaires associes associates 合伙"),
    ("family", "fils freres sohne soehne gebruder bruder sons brothers bros"),
    ("place", "district quartier bezirk kreis county region regional regionale province provincial 地区"),
    ("office-word", "studies etudes studien"),
    ("pump", "pumps pumpen pompes"),
    // Factories became companies, and are called either.
    (WORKS, "厂 总厂 工厂"),
];

/// A notion that is a trade in Latin letters and next to nothing in Chinese.
pub(super) const WORKS: &str = "works";

/// Words that stand for a number.
pub(super) const NUMBERS: &[(&str, &str)] = &[
    ("1", "first premier premiere erste erster i 1er 1st 第一"),
    ("2", "second deuxieme zweite zweiter ii 2nd 第二"),
    ("3", "third troisieme dritte iii 3rd 第三"),
    ("4", "fourth quatrieme vierte iv 4th 第四"),
    ("5", "fifth cinquieme funfte v 5th 第五"),
    ("6", "sixth sixieme sechste vi 第六"),
    ("7", "seventh septieme siebte vii 第七"),
    ("8", "eighth huitieme achte viii 第八"),
    ("9", "ninth neuvieme neunte ix 第九"),
    ("10", "tenth dixieme zehnte x 第十"),
    ("11", "xi 第十一"),
    ("12", "xii 第十二"),
];

/// Latin spellings of Chinese words from before pinyin, and as it is said now.
pub(super) const OLD_SPELLINGS: &[(&str, &str)] = &[
    ("tsinghua", "qinghua"),
    ("chiaotung", "jiaotong"),
    ("jiaotung", "jiaotong"),
    ("tsingtao", "qingdao"),
    ("soochow", "suzhou"),
    ("sunyatsen", "zhongshan"),
];
