using FsCheck.Xunit;
using Sitrep.Wire.Languages;

namespace Sitrep.Wire.Tests;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("en", "Gunmen kidnapped twelve people in Zamfara, police said.")]
    [InlineData("en", "Taliban, Afghan forces clash in Kunduz, Baghlan, Takhar")]
    [InlineData("es", "El ejército anunció el lunes que tres soldados murieron en un ataque cerca de la frontera.")]
    [InlineData("fr", "Au moins douze civils ont été tués dans une frappe aérienne, selon les autorités locales.")]
    [InlineData("de", "Bei einem Anschlag in der Hauptstadt sind nach Angaben der Polizei mindestens fünf Menschen getötet worden.")]
    [InlineData("pt", "Pelo menos sete pessoas morreram em um ataque a tiros na periferia da cidade, informou a polícia.")]
    [InlineData("it", "Almeno quattro persone sono rimaste uccise nell'esplosione avvenuta ieri sera nel centro della città.")]
    [InlineData("nl", "Bij een aanval op een legerbasis zijn maandag zeker tien militairen om het leven gekomen.")]
    [InlineData("pl", "Co najmniej ośmiu żołnierzy zginęło w zasadzce na wschodzie kraju, podało ministerstwo obrony.")]
    [InlineData("ru", "Не менее десяти человек погибли в результате обстрела города, сообщили местные власти.")]
    [InlineData("uk", "Щонайменше п'ятеро людей загинули внаслідок обстрілу міста, повідомили у поліції.")]
    [InlineData("ar", "قتل ثلاثة أشخاص على الأقل في غارة جوية استهدفت سوقا في شمال البلاد، بحسب مصادر طبية.")]
    [InlineData("fa", "دست‌کم سه نفر در انفجار روز دوشنبه در شرق کشور کشته شدند و ده‌ها نفر زخمی شدند.")]
    [InlineData("ur", "پولیس کے مطابق بم دھماکے میں کم از کم پانچ افراد ہلاک اور درجنوں زخمی ہو گئے۔")]
    [InlineData("ps", "په برید کې لږ تر لږه پنځه پولیس وژل شوي او لس نور ټپیان شوي دي.")]
    [InlineData("tr", "Saldırıda en az üç asker hayatını kaybetti, yetkililer bölgeye takviye birlik gönderildiğini açıkladı.")]
    [InlineData("zh", "当地官员周一表示，爆炸造成至少五人死亡，数十人受伤。")]
    [InlineData("ja", "当局によると、爆発で少なくとも五人が死亡し、多数が負傷した。")]
    [InlineData("ko", "현지 당국은 폭발로 최소 다섯 명이 숨졌다고 밝혔다.")]
    [InlineData("hi", "पुलिस ने बताया कि विस्फोट में कम से कम पांच लोगों की मौत हो गई।")]
    [InlineData("id", "Sedikitnya lima orang tewas dalam ledakan di sebuah pasar, kata polisi pada hari Senin.")]
    [InlineData("vi", "Ít nhất năm người đã thiệt mạng trong vụ nổ tại một khu chợ, cảnh sát cho biết.")]
    [InlineData("so", "Ugu yaraan shan qof ayaa ku dhimatay qaraxa, ayay sheegtay booliska.")]
    [InlineData("", "12:30 -- 44/7")]
    public void One_sentence_tells_its_language(string expected, string text) => Assert.Equal(expected, LanguageIdentifier.Identify(text));

    [Property]
    public void Any_string_is_read(string? text) => Assert.NotNull(LanguageIdentifier.Identify(text ?? ""));
}
