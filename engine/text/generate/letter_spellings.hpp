// How the letters of the alphabets and abjads that names are mostly written in are spelt in Latin.
// Each line is "letter spelling letter spelling ..."; small letters only. Capitals and signs in a
// spelling are the open sounds of engine/text/spelling.hpp. Letters that no line names get the
// spelling of their base letter or that of ICU.
//
// The choice follows the transliterations that lists and passports use (BGN/PCGN, ICAO 9303,
// ALA-LC), as far as one letter can follow them.
#pragma once

namespace financescr::text::generate {

inline constexpr const char* kLetterSpellings[] = {
    // Cyrillic: Russian, then Ukrainian and Belarusian, the Balkans, Central Asia and the Caucasus.
    "а a б b в v г G д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х X "
    "ц # ч ch ш sh щ shch ъ _ ы y ь _ э e ю yu я ya",
    "і i ї yi є ye ґ g ў W ђ dj ј j љ lj њ nj ћ C џ dzh ѕ dz ѓ gj ќ kj ѐ e ѝ i",
    "ә a ғ gh қ q ң ng ө o ұ u ү u һ h ҳ h ҷ j ӣ i ӯ u ҹ j ҝ g ӊ ng ѣ e ѳ f ѵ i ѡ o ӏ _ ӑ a ӗ e ӝ "
    "zh "
    "ӟ z ӥ i ӧ o ӱ u ӳ u ӵ ch ӹ y ҙ z ҫ s ҡ k ҥ ng ԥ p ӷ gh ҵ ts ҽ ch ҟ k ҩ u ҭ t ӄ k ӈ ng ӓ a ĸ k",
    // Greek; the digraphs are put together afterwards.
    "α a β V γ G δ d ε e ζ z η I θ th ι i κ k λ l μ m ν n ξ ks ο o π p ρ r σ s ς s τ t υ y φ f χ X "
    "ψ ps ω o ϊ i ϋ i ΐ i ΰ i",
    // Armenian
    "ա a բ b գ g դ d ե e զ z է e ը @ թ t ժ zh ի i լ l խ X ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ Y ն n "
    "շ sh ո o չ ch պ p ջ j ռ r ս s վ v տ t ր r ց ts ւ W փ p ք k օ o ֆ f և ev",
    // Georgian
    "ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ P ქ k ღ gh "
    "ყ q შ sh ჩ ch ც ts ძ dz წ ts ჭ ch ხ X ჯ j ჰ h ჱ e ჲ y ჳ v ჴ q ჵ o ჶ f",
    // Arabic with Persian, Urdu, Pashto and Kurdish letters
    "ا A أ A إ A آ a ٱ A ء _ ؤ W ئ Y ب B ت t ث ~ ج J ح h خ X د d ذ D ر r ز z س s ش S ص s ض D ط t ظ "
    "Z "
    "ع A غ Q ف F ق q ك K ل l م m ن n ه h ة E و W ي Y ى |",
    "پ p چ ch ژ zh ک K گ g ی Y ڤ V ٹ t ڈ d ڑ r ں n ہ h ھ h ے Y ۀ % ە % ۂ % ۃ E ګ g ڼ n ړ r ږ zh ښ "
    "S "
    "ځ dz څ ts ټ t ډ d ۍ Y ې Y ۆ o ێ e ڕ r ڵ l ڭ ng ۇ u ۈ u ې e ۋ v ڨ g ڥ P ڢ F ڧ q ڪ K ٻ b ڄ J",
    // Hebrew
    "א A ב B ג g ד d ה h ו W ז z ח H ט t י Y כ X ך X ל l מ m ם m נ n ן n ס s ע A פ P ף P צ # ץ # "
    "ק K ר r ש S ת t װ W ױ oy ײ Y",
    // Syriac
    "ܐ A ܒ B ܓ G ܕ d ܗ h ܘ W ܙ z ܚ H ܛ t ܝ Y ܟ K ܠ l ܡ m ܢ n ܣ s ܤ s ܥ A ܦ P ܨ s ܩ q ܪ r ܫ S ܬ t",
    // Thai and Lao, as initials; the vowels that stand before their consonant are moved afterwards.
    "ก k ข k ฃ k ค k ฅ k ฆ k ง ng จ ch ฉ ch ช S ซ s ฌ ch ญ y ฎ + ฏ + ฐ th ฑ th ฒ th ณ n ด + ต t ถ "
    "th "
    "ท th ธ th น n บ B ป p ผ ph ฝ f พ ph ฟ f ภ ph ม m ย Y ร R ล l ว W ศ s ษ s ส s ห h "
    "ฬ l อ * ฮ h ฤ rue ฦ lue",
    "ะ a ั a า a ำ am ิ i ี i ึ = ื = ุ u ู u เ e แ ^ โ o ใ ai ไ ai ๅ a ฯ _ ็ _",
    "ກ k ຂ k ຄ k ງ ng ຈ ch ຊ S ຍ y ດ + ຕ t ຖ th ທ th ນ n ບ B ປ p ຜ ph ຝ f ພ ph ຟ f ມ m ຢ Y "
    "ຣ R ລ l "
    "ວ W ສ s ຫ h ອ * ຮ h ໜ n ໝ m ະ a ັ a າ a ຳ am ິ i ີ i ຶ = ື = ຸ u ູ u ົ o ຼ l "
    "ຽ ia ເ e ແ ^ ໂ o ໃ ai "
    "ໄ ai",
    // Kana; ICU knows the syllables.
    "ー -",
};

}  // namespace financescr::text::generate
