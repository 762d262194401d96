// The name pools of generator v2: common names, each with its own script and other honest
// spellings. name_pools_v2.hpp says how an entry is written.
#include "datagen/name_pools_v2.hpp"

namespace financescr::datagen {

namespace {

constexpr NameBucketText kTexts[] = {
    {"UK", Region::kEu, .30,
     "Andrew/Andy Anthony/Antony Benjamin/Ben Brian/Bryan Christopher/Chris Colin Craig "
     "Daniel/Dan "
     "David/Dave Dennis/Denis Derek Edward/Ted Frederick/Fred Gareth Geoffrey/Jeffrey George "
     "Graham/Graeme Gregory/Greg Harold/Harry James/Jim John/Jon Jonathan/Jonathon Keith "
     "Kenneth/Ken "
     "Lawrence/Laurence Malcolm Mark/Marc Martin Matthew/Matt Michael/Mike Neil/Neal "
     "Nicholas/Nick "
     "Nigel Oliver Patrick/Pat Peter/Pete *Abigail/Abby *Alison/Allison *Amanda *Barbara "
     "*Catherine/"
     "Katherine/Kathryn *Deborah/Debra *Diane/Dianne *Elizabeth/Beth *Emma *Gillian/Jillian "
     "*Hazel "
     "*Heather *Helen/Helena *Jacqueline *Jane *Janet *Joanne/Joanna *Judith *Karen *Linda/Lynda "
     "*Margaret/Maggie *Rachel/Rachael *Sarah/Sara *Victoria/Vicky",
     "Adams Allen/Allan Anderson Atkinson Barker Barnes Bell Bennett/Bennet Brown/Browne Carter "
     "Chapman Clarke/Clark Collins Cooper Davies/Davis Davidson Dixon Edwards Ellis Evans Fisher "
     "Gibson Graham Grant Griffiths Hamilton Harris Harvey Hill Hunt Jackson Jenkins "
     "Johnson/Johnston "
     "Jones Kelly/Kelley Knight Lewis Lloyd Marshall Mason McDonald Mills Morris/Maurice Murray "
     "Owen "
     "Palmer Philips/Phillips Reid/Reed/Read Richardson Roberts Rogers/Rodgers Simpson "
     "Smith/Smyth "
     "Stevenson/Stephenson Taylor/Tayler Thompson/Thomson Walker Watson Webb Wilkinson Wright"},
    {"IRISH", Region::kEu, .12,
     "Aidan=Aodhán Brendan=Breandán Cathal Cian Ciaran=Ciarán/Kieran Colm Conor/Connor Cormac "
     "Declan=Deaglán "
     "Dermot=Diarmuid Donal=Dónal Eamon=Éamon/Eamonn Eoghan/Owen Fergus Finbar Lorcan=Lorcán "
     "Malachy Niall/Neil Oisin=Oisín "
     "Padraig=Pádraig/Patrick Rory=Ruairí Sean=Seán/Shaun/Shane *Aine=Áine *Aoife *Bridget=Bríd "
     "*Caoimhe "
     "*Ciara/Keira *Grainne=Gráinne *Maeve=Méabh *Niamh *Nora=Nóra *Orla=Órla *Roisin=Róisín "
     "*Siobhan=Siobhán *Una=Úna",
     "Boyle Brady Brennan Burke/Bourke Byrne/Byrnes Cahill Carroll Connolly/Connelly Daly/Daley "
     "Donnelly Doyle Egan "
     "Farrell Flanagan Flynn/Flinn Gallagher Hayes Hogan Keane Kelleher Kenny Lynch "
     "Maguire/McGuire Mahon "
     "McCarthy McGrath McKenna McLoughlin/McLaughlin Molloy Nolan O'Brien=Ó'Briain/OBrian "
     "O'Callaghan O'Connor=Ó'Conchúir/O'Conner "
     "O'Donnell O'Dowd O'Hara O'Keeffe/O'Keefe O'Leary O'Reilly=Ó'Raghallaigh O'Rourke O'Shea "
     "Quinn/Quin Walsh/Walshe"},
    {"FR", Region::kEu, .14,
     "Adrien Alain Andre=André Antoine Arnaud Baptiste Benoit=Benoît Bruno Cedric=Cédric "
     "Christophe Claude Denis "
     "Dominique Emmanuel Etienne=Étienne Fabien Francois=François Frederic=Frédéric "
     "Gerard=Gérard Gilles Guillaume "
     "Henri Herve=Hervé Jacques Jerome=Jérôme Laurent Marc Mathieu/Matthieu Olivier Philippe "
     "*Adele=Adèle *Agnes=Agnès *Amelie=Amélie "
     "*Anne *Aurelie=Aurélie *Beatrice=Béatrice *Brigitte *Cecile=Cécile *Celine=Céline *Claire "
     "*Colette *Elodie=Élodie *Florence "
     "*Genevieve=Geneviève *Helene=Hélène *Isabelle *Juliette *Mathilde *Nathalie "
     "*Veronique=Véronique",
     "Andre=André Aubert Barbier Benoit=Benoît Berger Blanc Boucher Boyer Brun Carpentier Caron "
     "Charpentier Chevallier/Chevalier "
     "Colin Collet Cordier Cousin Daniel Delacroix Denis Deschamps Dumas Dumont Dupuis Duval "
     "Etienne=Étienne Fabre Gaillard "
     "Gerard=Gérard Giraud Guerin=Guérin Guillot Hamel Hubert Jacquet Joly Lacroix Lebrun "
     "Leclerc/Leclercq Lemaire Lemoine "
     "Leveque=Lévêque Marechal=Maréchal Menard=Ménard Mercier Meunier Meyer Noel=Noël Picard "
     "Poirier Prevost=Prévost Renard "
     "Renaud/Renault Rolland"},
    {"ES", Region::kEu, .14,
     "Adolfo Agustin=Agustín Alfonso/Alonso Alvaro=Álvaro Andres=Andrés Angel=Ángel Arturo "
     "Carlos Cesar=César Cristobal=Cristóbal "
     "Domingo Eduardo Emilio Enrique Esteban Felipe Fernando Gonzalo Guillermo Hector=Héctor "
     "Ignacio/Nacho Jaime Jesus=Jesús Joaquin=Joaquín "
     "Jorge Jose=José Julian=Julián Lorenzo Marcos Martin=Martín Nicolas=Nicolás Oscar=Óscar "
     "*Adriana *Amparo *Ana *Angela=Ángela *Beatriz *Carolina "
     "*Concepcion=Concepción *Cristina *Dolores/Lola *Esperanza *Esther/Ester *Gloria *Ines=Inés "
     "*Josefa *Juana *Lourdes *Margarita *Mercedes *Monica=Mónica "
     "*Pilar *Rosario *Teresa/Theresa *Veronica=Verónica *Ximena/Jimena",
     "Aguilar Alonso Arias Benitez=Benítez Bravo Caballero Cabrera Calvo Campos Cano Carmona "
     "Castillo Crespo Cruz Duran=Durán Escobar "
     "Esteban Ferrer Flores/Florez Fuentes Gallego Gimenez=Giménez/Jimenez "
     "Gonzales=González/Gonzalez Guerra Gutierrez=Gutiérrez Herrera Hidalgo "
     "Ibanez=Ibáñez Leon=León Lozano Marquez=Márquez Mendez=Méndez Merino Miranda Montero Mora "
     "Moya Munoz=Muñoz Nieto Pascual "
     "Pastor Pena=Peña Prieto Quintana Ramirez=Ramírez Rey Reyes Rivas Rivera Rojas Roman=Román "
     "Salazar Sanz Santana Soler Soto "
     "Valdes=Valdés Vargas Vega Velasco Vidal Zamora"},
    {"PT", Region::kEu, .10,
     "Afonso Alberto Alvaro=Álvaro Antonio=António Armando Artur/Arthur Augusto Carlos "
     "Cesar=César Duarte Eduardo Emanuel/Manuel Fabio=Fábio Fernando "
     "Filipe/Felipe Guilherme Gustavo Henrique Hugo Jaime Joao=João Joaquim Jorge Jose=José "
     "Leandro Marcelo Mario=Mário Nuno Paulo Rafael/Raphael "
     "*Adelaide *Alice *Amelia=Amélia *Barbara=Bárbara *Celia=Célia *Cristina *Diana *Elisa "
     "*Fatima=Fátima *Gabriela *Helena *Isabel/Izabel *Julia=Júlia "
     "*Lidia=Lídia *Luisa=Luísa/Luiza *Margarida *Monica=Mónica *Paula *Rosa *Susana *Vera",
     "Abreu Aguiar Alves Andrade Antunes Azevedo Baptista/Batista Barros Borges Branco Brito "
     "Caetano Campos Castro Cordeiro "
     "Cruz Duarte Esteves Faria Fonseca Garcia Goncalves=Gonçalves Guerra Guimaraes=Guimarães "
     "Henriques Leal Leite Lima Lourenco=Lourenço "
     "Macedo Machado Magalhaes=Magalhães Marques Melo/Mello Miranda Morais/Moraes Pacheco Paiva "
     "Pinheiro Pires Queiros=Queirós/Queiroz Ramos "
     "Reis Salgado Sampaio Simoes=Simões Tavares Torres Valente Vasconcelos/Vasconcellos Vaz"},
    {"PL", Region::kEu, .10,
     "Artur Bartosz Boguslaw=Bogusław Dariusz Dominik Filip Grzegorz Henryk Ireneusz Jacek "
     "Janusz Jaroslaw=Jarosław Jerzy Jozef=Józef Kamil Kazimierz Leszek "
     "Maciej Mariusz Mieczyslaw=Mieczysław Mikolaj=Mikołaj Miroslaw=Mirosław Patryk "
     "Przemyslaw=Przemysław Robert Ryszard Slawomir=Sławomir Stanislaw=Stanisław "
     "Stefan Szymon Tadeusz Waldemar Wieslaw=Wiesław Wojciech Zbigniew Zdzislaw=Zdzisław *Alicja "
     "*Beata *Bozena=Bożena *Danuta *Elzbieta=Elżbieta *Grazyna=Grażyna "
     "*Halina *Hanna *Irena *Iwona *Jadwiga *Jolanta *Justyna *Karolina *Krystyna *Lucyna "
     "*Malgorzata=Małgorzata *Marta *Renata *Teresa *Urszula *Wanda",
     "Baran Bielecki Borkowski Borowski Brzezinski=Brzeziński Cieslak=Cieślak Czarnecki Duda "
     "Gajewski Glowacki=Głowacki Gorecki=Górecki "
     "Jasinski=Jasiński Jaworski Kaczynski=Kaczyński Kalinowski Kaminski=Kamiński Konieczny "
     "Kozak Krajewski Krol=Król Kubiak Kucharski Lewandowski Lis "
     "Maciejewski Majewski Makowski Marciniak Markowski Mroz=Mróz Nowakowski Ostrowski "
     "Pawlowski=Pawłowski Pietrzak Rutkowski Sadowski "
     "Sawicki Sobczak Sokolowski=Sokołowski Stepien=Stępień Szczepanski=Szczepański Szulc "
     "Szewczyk Tomaszewski Urbanski=Urbański Wilk "
     "Wisniewski=Wiśniewski Witkowski Wlodarczyk=Włodarczyk Wysocki Zalewski Zawadzki "
     "Ziolkowski=Ziółkowski"},
    {"BALTIC", Region::kEu, .05,
     "Andrius Arturas=Artūras Darius Gintaras Kestutis=Kęstutis Mindaugas Saulius Vytautas "
     "Zydrunas=Žydrūnas Andris Edgars Guntis Juris Maris=Māris "
     "Valdis Andres Indrek Juri=Jüri Margus Toomas Urmas *Asta *Dalia *Jurate=Jūratė *Laima "
     "*Rasa *Vilma *Dace *Inese *Zane *Anneli *Kristel *Liis *Piret *Triin",
     "Balciunas=Balčiūnas Butkus Kavaliauskas Paulauskas Rimkus Stankevicius=Stankevičius "
     "Urbonas Vasiliauskas Zukauskas=Žukauskas Balodis "
     "Dombrovskis Jansons Krumins=Krūmiņš Lapins=Lapiņš Liepins=Liepiņš Zarins=Zariņš Ilves "
     "Kaasik Kuusk Magi=Mägi Mets Oja Parn=Pärn "
     "Rebane Sepp Sild Teder Vaher"},
    {"RU", Region::kEu, .05,
     "Aleksandr=Александр/Alexander/Alexandr Alexei=Алексей/Aleksei/Alexey "
     "Anatoly=Анатолий/Anatoli Andrei=Андрей/Andrey Anton=Антон Boris=Борис "
     "Denis=Денис Dmitry=Дмитрий/Dmitri/Dmitriy Evgeny=Евгений/Yevgeny/Evgenii "
     "Fyodor=Фёдор/Fedor Gennady=Геннадий/Gennadiy Georgy=Георгий/Georgi/Georgii "
     "Gleb=Глеб Grigory=Григорий/Grigori Igor=Игорь Konstantin=Константин Leonid=Леонид "
     "Maxim=Максим/Maksim Nikolai=Николай/Nikolay Pyotr=Пётр/Petr "
     "Ruslan=Руслан Sergey=Сергей/Sergei Stanislav=Станислав Valery=Валерий/Valeri/Valeriy "
     "Vasily=Василий/Vasili/Vassily Viktor=Виктор/Victor "
     "Vladimir=Владимир Vyacheslav=Вячеслав/Viacheslav *Alla=Алла *Galina=Галина *Inna=Инна "
     "*Larisa=Лариса/Larissa *Lyudmila=Людмила/Ludmila "
     "*Lyubov=Любовь/Liubov *Margarita=Маргарита *Nadezhda=Надежда *Nina=Нина *Olga=Ольга "
     "*Polina=Полина *Raisa=Раиса *Tamara=Тамара "
     "*Tatyana=Татьяна/Tatiana *Valentina=Валентина *Vera=Вера *Zoya=Зоя/Zoia",
     "Abramov=Абрамов Aksenov=Аксёнов/Aksyonov Antonov=Антонов Baranov=Баранов "
     "Belyaev=Беляев/Beliaev Bykov=Быков Chernov=Чернов "
     "Danilov=Данилов Davydov=Давыдов Denisov=Денисов Dmitriev=Дмитриев Ershov=Ершов/Yershov "
     "Filippov=Филиппов/Filipov Fomin=Фомин "
     "Frolov=Фролов Gavrilov=Гаврилов Golubev=Голубев Grigoriev=Григорьев/Grigoryev "
     "Isaev=Исаев/Isayev Kalinin=Калинин Karpov=Карпов "
     "Komarov=Комаров Konovalov=Коновалов Krylov=Крылов Kulikov=Куликов "
     "Maksimov=Максимов/Maximov Markov=Марков Melnikov=Мельников "
     "Nikitin=Никитин Osipov=Осипов Panov=Панов Polyakov=Поляков/Poliakov Rodionov=Родионов "
     "Romanov=Романов Safonov=Сафонов "
     "Savelyev=Савельев/Saveliev Shcherbakov=Щербаков/Scherbakov Shubin=Шубин "
     "Tikhonov=Тихонов/Tihonov Titov=Титов Vinogradov=Виноградов "
     "Vlasov=Власов Vorobyov=Воробьёв/Vorobiev Yakovlev=Яковлев/Iakovlev Yudin=Юдин "
     "Zhukov=Жуков/Joukov"},
    {"AR", Region::kAsia, .45,
     "Abbas=عباس Abdulaziz=عبدالعزيز/Abdelaziz Abdulrahman=عبدالرحمن/Abdurrahman/Abdelrahman "
     "Adel=عادل/Adil Ahmed=أحمد/Ahmad/Ahmet Anwar=أنور "
     "Ayman=أيمن/Aiman Fahad=فهد/Fahd Farid=فريد/Fareed Ghassan=غسان Habib=حبيب "
     "Hamza=حمزة/Hamzah Hussein=حسين/Husayn/Hossein Imad=عماد/Emad "
     "Ismail=إسماعيل/Ismael/Esmail Jamal=جمال/Gamal Kamal=كمال/Kemal Khalil=خليل/Khaleel "
     "Majid=ماجد/Majed Mansour=منصور/Mansur Marwan=مروان "
     "Mohammed=محمد/Mohamed/Muhammad/Mohamad Munir=منير/Mounir Nabil=نبيل/Nabeel "
     "Nasir=ناصر/Naser Osama=أسامة/Usama Rashid=رشيد/Rasheed/Rachid "
     "Samir=سمير/Sameer Sharif=شريف/Shareef/Cherif Suleiman=سليمان/Sulayman/Soliman "
     "Tariq=طارق/Tarek/Tareq Walid=وليد/Waleed Yasin=ياسين/Yassin "
     "Yousef=يوسف/Yusuf/Youssef/Yousuf Ziad=زياد/Ziyad *Amal=أمل *Amina=أمينة/Aminah "
     "*Asma=أسماء/Asmaa *Dina=دينا *Fatima=فاطمة/Fatimah/Fatma "
     "*Hanan=حنان *Khadija=خديجة/Khadijah *Latifa=لطيفة *Leila=ليلى/Layla/Laila *Lubna=لبنى "
     "*Maha=مها *Maryam=مريم/Mariam *Nadia=نادية *Rania=رانيا "
     "*Samira=سميرة *Zahra=زهراء/Zahraa",
     "Al-Ansari=الأنصاري/Alansari Al-Asadi=الأسدي/Assadi Al-Attar=العطار Al-Baghdadi=البغدادي "
     "Al-Balushi=البلوشي/Al-Bulushi Al-Dulaimi=الدليمي/Al-Dulaymi "
     "Al-Fayed=الفايد/Al-Fayid Al-Habsi=الحبسي Al-Haddad=الحداد Al-Halabi=الحلبي "
     "Al-Jabouri=الجبوري/Al-Juburi Al-Jaber=الجابر Al-Khatib=الخطيب/El-Khatib "
     "Al-Kuwari=الكواري Al-Maktoum=المكتوم/Al-Maktum Al-Masri=المصري/El-Masry "
     "Al-Najjar=النجار/El-Naggar Al-Obaidi=العبيدي/Al-Ubaydi Al-Omari=العمري "
     "Al-Qasimi=القاسمي/Al-Qassimi Al-Sabah=الصباح Al-Saadi=السعدي Al-Shamsi=الشامسي "
     "Al-Tamimi=التميمي Al-Thani=الثاني Al-Zawawi=الزواوي Aziz=عزيز "
     "Darwish=درويش/Darwich Farouk=فاروق/Faruq Hakim=حكيم/Hakeem Haddad=حداد Hamdan=حمدان "
     "Jaber=جابر Khoury=خوري/Khouri Mahmood=محمود/Mahmoud "
     "Nasrallah=نصرالله Qureshi=قريشي/Qureishi Saleh=صالح/Salih Shaheen=شاهين "
     "Siddiqui=صديقي/Siddiqi Sultan=سلطان Zaman=زمان"},
    {"IN", Region::kAsia, .35,
     "Abhishek=अभिषेक Aditya=आदित्य Akash=आकाश/Aakash Anand=आनंद Ashok=अशोक Bharat=भरत Chandra=चंद्र "
     "Dinesh=दिनेश Ganesh=गणेश Gopal=गोपाल "
     "Harish=हरीश Jagdish=जगदीश Kiran=किरण Krishna=कृष्ण Lakshman=लक्ष्मण/Laxman Mahesh=महेश "
     "Manoj=मनोज Mohan=मोहन Mukesh=मुकेश Nitin=नितिन "
     "Pankaj=पंकज Rajesh=राजेश Rakesh=राकेश Ramesh=रमेश Sachin=सचिन Sandeep=संदीप/Sandip Satish=सतीश "
     "Shankar=शंकर Sunil=सुनील Vijay=विजय/Vijai "
     "*Aarti=आरती/Arti *Anjali=अंजली *Anita=अनीता *Deepika=दीपिका/Dipika *Geeta=गीता/Gita "
     "*Jyoti=ज्योति *Kavita=कविता *Lakshmi=लक्ष्मी/Laxmi "
     "*Madhuri=माधुरी *Nisha=निशा *Radha=राधा *Rekha=रेखा *Savita=सविता *Seema=सीमा/Sima "
     "*Shanti=शांति *Sita=सीता/Seeta *Sunita=सुनीता *Usha=उषा",
     "Acharya=आचार्य Ahuja=आहूजा Arora=अरोड़ा Banerjee=बनर्जी/Bandyopadhyay Basu=बसु/Bose "
     "Bhatia=भाटिया Bhatt=भट्ट/Bhat Chakraborty=चक्रवर्ती/Chakravarty "
     "Chandra=चंद्र Chatterjee=चटर्जी/Chattopadhyay Chaudhary=चौधरी/Choudhary/Chowdhury Desai=देसाई "
     "Deshpande=देशपांडे Dubey=दुबे Dutta=दत्ता/Datta "
     "Gandhi=गांधी Goyal=गोयल/Goel Hegde=हेगड़े Joshi=जोशी Kapoor=कपूर/Kapur Khanna=खन्ना "
     "Krishnan=कृष्णन Kumar=कुमार Mathur=माथुर "
     "Mukherjee=मुखर्जी/Mukhopadhyay Murthy=मूर्ति/Murti Patil=पाटिल Pillai=पिल्लै Prasad=प्रसाद "
     "Rajan=राजन Rathore=राठौड़/Rathod Sen=सेन Sethi=सेठी "
     "Shah=शाह Shetty=शेट्टी Sinha=सिन्हा/Sinh Srivastava=श्रीवास्तव/Shrivastava "
     "Subramanian=सुब्रमण्यम/Subramaniam Trivedi=त्रिवेदी Varma=वर्मा/Verma Vyas=व्यास"},
    {"CN", Region::kAsia, .20,
     "Bin=斌/Pin Chang=昌 Cheng=成 Dawei=大伟/Tawei Feng=峰 Gang=刚/Kang Guang=光/Kuang "
     "Guoqiang=国强 Hai=海 Haoran=浩然 Hong=宏/Hung Jian=健/Chien "
     "Jianguo=建国 Jiang=江 Jie=杰/Chieh Jianping=建平 Kai=凯 Kun=坤 Liang=亮 Long=龙/Lung "
     "Peng=鹏 Ping=平 Qing=清/Ching Sheng=胜 Shu=树 Wen=文 Wenbo=文博 "
     "Xiaoming=小明/Hsiaoming Xin=鑫/Hsin Yong=勇/Yung Yuxuan=宇轩 Zhiwei=志伟/Chihwei *Ai=爱 "
     "*Dan=丹 *Fen=芬 *Hua=华 *Juan=娟 *Lan=兰 *Lihua=丽华 *Ling=玲 "
     "*Min=敏 *Na=娜 *Qian=倩 *Ting=婷 *Xiaoli=小丽 *Xue=雪/Hsueh *Yan=燕/Yen *Yu=玉 "
     "*Zhenzhen=珍珍",
     "Bai=白/Pai Cai=蔡/Tsai Chang=常 Cheng=程 Ding=丁/Ting Dong=董/Tung Du=杜/Tu Fang=方 "
     "Feng=冯/Fung Fu=付 Gu=顾/Ku Han=韩 Hou=侯 Jia=贾/Chia Jin=金/Chin "
     "Kang=康 Lai=赖 Lei=雷 Liang=梁/Leung Liao=廖 Long=龙/Lung Lu=陆 Mao=毛 Meng=孟 Mo=莫 Ni=倪 "
     "Pan=潘/Poon Peng=彭 Qian=钱/Chien Qin=秦/Chin Ren=任/Jen "
     "Shao=邵 Shen=沈 Shi=石/Shih Song=宋/Sung Su=苏 Tan=谭 Tian=田/Tien Wei=魏 Xia=夏/Hsia "
     "Xiao=肖/Hsiao Xie=谢/Hsieh Xiong=熊 Yan=严/Yen Yao=姚 Ye=叶/Yeh "
     "Yu=余 Yuan=袁 Zeng=曾/Tseng Zheng=郑/Cheng Zhong=钟/Chung Zou=邹"}};

}  // namespace

std::span<const NameBucketText> name_bucket_texts() { return kTexts; }

}  // namespace financescr::datagen
