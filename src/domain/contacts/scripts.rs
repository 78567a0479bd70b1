//! Traditional characters and the simplified ones, as far as names hold them: where one stands for one, so that no dictionary of
//! words is needed.

use std::collections::HashMap;
use std::sync::LazyLock;

const TRADITIONAL: &str = "\
    國業東華車會學電氣術積體製貿發廣濟對經廳復風長馬門開關間陽陰陸隊際險雲靈順頭題類飛飯館駐驗魚鳥麗黃齊龍樂樓標機檢歐歷歸淺滬漢溫準\
    灣燈爐爾獎獨環瑪產畫當盡監蓋盤礦磚禮種穩競筆節築範簡糧紀約紅級純紙細終組結統絲綠維綱網緊線編緩縣總績織繞續羅義習聖聞聯職腦腸膠臨\
    舉舊藝藥蘇蘭處號衛補裝見規視覽觀計訂訊託記設許評試話該詳語說調談請論證識議護讀變讓豐財貝貨責買費資賓質贊趙軌軍軟載輕輪輸農運過達\
    遠適選遺郵鄉醫釀釋鋼錄錢鍋鎮鐵鑄鉅鎂鋁銀銅閩陝雙雜難雖靜韓頁項須領顧飲養駕騰點黨齡倉個們傳債傷億優償儲兒內冊凍則剛創劃劇劑勁動務\
    勝勞勢勵勻區協單卻廠廚廢慶應懷戰戲戶拋擇擊擔據擴攝敵數斷時晉曬書條來極榮構槍樣樹橋權歡歲殘殺殼決沒況淨湯潔潤濃濱瀋營燒熱牆狀獅獻\
    現瓊甌畢異療盧眾確礎禦穀窮竇紡絡給絕緣縱繪罰聲肅腎膚臺與興葉蓮薩薦蟲複訓岡鳳鴻鵬鄭魯劉陳張楊吳孫馮蔣鄧蕭譚賀嶺島萬寶誠諾銘錦輝愛\
    壽報場塊壓壩專尋導層嚴團圖園圓員喬啟師帶幣幫庫彈匯從慮態慣戀滿澤瑩皚祿禪稅紹綜聰脈莊諮賽賢贏躍軒轉邁鄰鈴鈣鉑銳鋒錫鍵鏡闖闊陣頓頻\
    顏顯飾馳駿騎鮮鯨鷹鹽麥龐龔亞偉側備勛嘗執堅夢奧婦寧實審寬將屬崗嶽幹廬徵憲揚換擁敘晝暉曆楓毀氫滾漸漲潛煉煙熒燁牽猶琺璽甯疊瘋硯碼為\
    爲於無這還隻後裏裡鐘鍾餘鬆佈係繫獲穫衝併週註嚮闢幾誌捨採傑淩滙啓眞羣峯麵牀鐳鈦鋰鈉纖綉繡絨緻縮繳擬撥擋損搶攔攤漁灑瀏瀾灘濕壯幟彥\
    徹憶懇惡慘戧旣曠暢棟棧樁檔櫃欄殲氈涇滅爍爭牘瑤瑋璣癒皺睜矯砲磯禎稱穎窩竄籃籌籤紛紮絹綁綢綺緯緹締縫繼纜罷聳膽艦艷莖萊蔥蔭蕩蘆蘋蝦\
    螢蠟覺觸訪診詢詩諒謀謝謙譽貢貫貯賣賦賴購踐蹤輔輛輯轄轎辦辭邊鄒醬釣鈞鉛鋪錘鍍鎖鎢鏈鐺鑒鑲鑰閃閉閣闡隱霧韻預頒顆額願颶餅饌駛驅驕骯\
    鬍鯉鳴鴨鵝鹼麩齒龜遼滄瀘渦濰淶嶗蕪贛鬱鹹崑嵐嶧滎燉硤綏縉荊蒼薊諸郟鄲酈隴饒鶴鷄雞烏貴撫綿呂倫婁欽牠囑鑽鋸嬰臟髒訴訟騷賠販貼賬帳濫\
    獸蠶爺礙憑氬鈾瀝";
const SIMPLIFIED: &str = "\
    国业东华车会学电气术积体制贸发广济对经厅复风长马门开关间阳阴陆队际险云灵顺头题类飞饭馆驻验鱼鸟丽黄齐龙乐楼标机检欧历归浅沪汉温准\
    湾灯炉尔奖独环玛产画当尽监盖盘矿砖礼种稳竞笔节筑范简粮纪约红级纯纸细终组结统丝绿维纲网紧线编缓县总绩织绕续罗义习圣闻联职脑肠胶临\
    举旧艺药苏兰处号卫补装见规视览观计订讯托记设许评试话该详语说调谈请论证识议护读变让丰财贝货责买费资宾质赞赵轨军软载轻轮输农运过达\
    远适选遗邮乡医酿释钢录钱锅镇铁铸巨镁铝银铜闽陕双杂难虽静韩页项须领顾饮养驾腾点党龄仓个们传债伤亿优偿储儿内册冻则刚创划剧剂劲动务\
    胜劳势励匀区协单却厂厨废庆应怀战戏户抛择击担据扩摄敌数断时晋晒书条来极荣构枪样树桥权欢岁残杀壳决没况净汤洁润浓滨沈营烧热墙状狮献\
    现琼瓯毕异疗卢众确础御谷穷窦纺络给绝缘纵绘罚声肃肾肤台与兴叶莲萨荐虫复训冈凤鸿鹏郑鲁刘陈张杨吴孙冯蒋邓萧谭贺岭岛万宝诚诺铭锦辉爱\
    寿报场块压坝专寻导层严团图园圆员乔启师带币帮库弹汇从虑态惯恋满泽莹皑禄禅税绍综聪脉庄咨赛贤赢跃轩转迈邻铃钙铂锐锋锡键镜闯阔阵顿频\
    颜显饰驰骏骑鲜鲸鹰盐麦庞龚亚伟侧备勋尝执坚梦奥妇宁实审宽将属岗岳干庐征宪扬换拥叙昼晖历枫毁氢滚渐涨潜炼烟荧烨牵犹珐玺宁叠疯砚码为\
    为于无这还只后里里钟钟余松布系系获获冲并周注向辟几志舍采杰凌汇启真群峰面床镭钛锂钠纤绣绣绒致缩缴拟拨挡损抢拦摊渔洒浏澜滩湿壮帜彦\
    彻忆恳恶惨戗既旷畅栋栈桩档柜栏歼毡泾灭烁争牍瑶玮玑愈皱睁矫炮矶祯称颖窝窜篮筹签纷扎绢绑绸绮纬缇缔缝继缆罢耸胆舰艳茎莱葱荫荡芦苹虾\
    萤蜡觉触访诊询诗谅谋谢谦誉贡贯贮卖赋赖购践踪辅辆辑辖轿办辞边邹酱钓钧铅铺锤镀锁钨链铛鉴镶钥闪闭阁阐隐雾韵预颁颗额愿飓饼馔驶驱骄肮\
    胡鲤鸣鸭鹅碱麸齿龟辽沧泸涡潍涞崂芜赣郁咸昆岚峄荥炖硖绥缙荆苍蓟诸郏郸郦陇饶鹤鸡鸡乌贵抚绵吕伦娄钦它嘱钻锯婴脏脏诉讼骚赔贩贴账账滥\
    兽蚕爷碍凭氩铀沥";

/// So many ways to write a name are thought of.
const FORMS: usize = 8;

struct Tables {
    simplified: HashMap<char, char>,
    traditional: HashMap<char, Vec<char>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let simplified: HashMap<char, char> = TRADITIONAL.chars().zip(SIMPLIFIED.chars()).collect();
    let mut traditional: HashMap<char, Vec<char>> = HashMap::new();
    for (old, new) in TRADITIONAL.chars().zip(SIMPLIFIED.chars()).filter(|(old, new)| old != new) {
        let all = traditional.entry(new).or_default();
        if !all.contains(&old) {
            all.push(old);
        }
    }
    Tables { simplified, traditional }
});

/// As the character is written on the mainland.
pub(super) fn simplified(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    TABLES.simplified.get(&letter).copied().unwrap_or(letter)
}

/// The same text as others may have written it: in simplified characters first, then with traditional ones. None where there is only one way.
pub(super) fn forms(text: &str) -> Vec<String> {
    let simple: String = text.chars().map(simplified).collect();
    let traditional = |c: char| TABLES.traditional.get(&c).map_or(&[][..], Vec::as_slice);
    if !simple.chars().any(|c| !traditional(c).is_empty()) {
        return if simple == text { Vec::new() } else { vec![simple] };
    }
    let mut all = vec![String::new()];
    for letter in simple.chars() {
        // Some have stayed as they were in some names: 范 and 範.
        let written: Vec<char> = std::iter::once(letter).chain(traditional(letter).iter().copied()).collect();
        if all.len() * written.len() > FORMS {
            let old: String = simple.chars().map(|c| traditional(c).first().copied().unwrap_or(c)).collect();
            return vec![simple, old];
        }
        all = all.iter().flat_map(|begun| written.iter().map(move |c| format!("{begun}{c}"))).collect();
    }
    all
}
