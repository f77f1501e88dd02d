//! Names that are no place on the map: what lies outside Great Britain, and counties and nations, which are too wide.
//!
//! Counties and nations are not on the map; after a comma they say which place of a name is meant, and no more.

use super::{code, everyday, words};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Whether a text names somewhere outside Great Britain by its code, as a country or as a county of Northern Ireland;
/// towns there are names of the map.
pub(super) fn is_outside(text: &str) -> bool {
    const AREAS: [&str; 4] = ["BT", "IM", "JE", "GY"];
    code::readings(text).iter().any(|code| AREAS.contains(&code.area()))
        || is_among(text, &OUTSIDE)
        || everyday::is_outside(&words::plain(text))
        || is_northern_ireland(text)
}

/// Whether a text names Northern Ireland or a county of it.
fn is_northern_ireland(text: &str) -> bool {
    const COUNTIES: [&str; 7] =
        ["antrim", "armagh", "down", "fermanagh", "londonderry", "derry", "tyrone"];
    let plain = words::plain(text);
    let county = plain.strip_prefix("county").or_else(|| plain.strip_prefix("co"));
    plain == "northernireland"
        || plain == "ni"
        || county.is_some_and(|name| COUNTIES.contains(&name))
}

/// Whether a text names a county, a region or a nation of Great Britain: too wide to be checked.
pub fn is_too_wide(text: &str) -> bool {
    is_among(text, &WIDE) || everyday::is_wide(&words::plain(text))
}

/// Whether a text names a nation of Great Britain, or all of it; a ward may be called so too.
pub(super) fn is_nation(text: &str) -> bool {
    const NATIONS: [&str; 9] = [
        "england",
        "scotland",
        "wales",
        "cymru",
        "greatbritain",
        "britain",
        "unitedkingdom",
        "uk",
        "gb",
    ];
    NATIONS.contains(&&*words::plain(text))
}

fn is_among(text: &str, names: &BTreeSet<String>) -> bool {
    names.contains(&words::plain(text))
}

fn listed(names: &str) -> BTreeSet<String> {
    names.split(',').map(words::plain).collect()
}

static OUTSIDE: LazyLock<BTreeSet<String>> = LazyLock::new(|| listed(COUNTRIES));
static WIDE: LazyLock<BTreeSet<String>> = LazyLock::new(|| listed(COUNTIES));

/// Countries as people call them here, what of these islands is not Great Britain, and words for abroad.
const COUNTRIES: &str = "abroad,overseas,outside Great Britain,outside the UK,out of the country,\
Ireland,Republic of Ireland,Southern Ireland,Eire,Northern Ireland,N Ireland,Isle of Man,Jersey,Guernsey,Alderney,Sark,\
Channel Islands,Dublin,Afghanistan,Albania,Algeria,Angola,Argentina,Armenia,Australia,Austria,Azerbaijan,Bahrain,\
Bangladesh,Barbados,Belarus,Belgium,Benin,Bolivia,Bosnia,Bosnia and Herzegovina,Botswana,Brazil,Bulgaria,Burkina Faso,\
Burundi,Cambodia,Cameroon,Canada,Chad,Chile,China,Colombia,Congo,Democratic Republic of the Congo,Costa Rica,Croatia,\
Cuba,Cyprus,Czech Republic,Czechia,Denmark,Dominican Republic,Ecuador,El Salvador,Eritrea,Estonia,Eswatini,Ethiopia,\
Fiji,Finland,France,Gabon,Gambia,The Gambia,Germany,Ghana,Greece,Grenada,Guatemala,Guinea,Guyana,Haiti,Honduras,\
Hong Kong,Hungary,Iceland,India,Indonesia,Iran,Iraq,Israel,Italy,Ivory Coast,Jamaica,Japan,Kazakhstan,Kenya,Kosovo,\
Kuwait,Kyrgyzstan,Laos,Latvia,Lebanon,Lesotho,Liberia,Libya,Lithuania,Luxembourg,Madagascar,Malawi,Malaysia,Mali,Malta,\
Mauritania,Mauritius,Mexico,Moldova,Mongolia,Montenegro,Morocco,Mozambique,Myanmar,Burma,Namibia,Nepal,Netherlands,\
New Zealand,Nicaragua,Niger,Nigeria,North Macedonia,Norway,Oman,Pakistan,Panama,Paraguay,Peru,Philippines,Poland,\
Portugal,Qatar,Romania,Russia,Rwanda,Saudi Arabia,Senegal,Serbia,Sierra Leone,Singapore,Slovakia,Slovenia,Somalia,\
Somaliland,South Africa,South Korea,South Sudan,Spain,Sri Lanka,Sudan,Sweden,Switzerland,Syria,Taiwan,Tajikistan,\
Tanzania,Thailand,Togo,Trinidad,Trinidad and Tobago,Tunisia,Turkey,Turkmenistan,Uganda,Ukraine,United Arab Emirates,\
UAE,United States,USA,America,Uruguay,Uzbekistan,Venezuela,Vietnam,Yemen,Zambia,Zimbabwe";

/// Ceremonial and older counties, regions and the nations, as they are written after a place's name.
const COUNTIES: &str = "England,Scotland,Wales,Cymru,Great Britain,Britain,United Kingdom,UK,GB,\
Avon,Bedfordshire,Beds,Berkshire,Berks,Buckinghamshire,Bucks,Cambridgeshire,Cambs,Cheshire,Cleveland,Cornwall,\
Cumberland,Cumbria,Derbyshire,Derbys,Devon,Devonshire,Dorset,County Durham,Co Durham,Durham,East Sussex,West Sussex,\
Sussex,East Yorkshire,East Riding,East Riding of Yorkshire,Essex,Gloucestershire,Glos,Greater London,Middlesex,\
Greater Manchester,Hampshire,Hants,Herefordshire,Hertfordshire,Herts,Humberside,Huntingdonshire,Isle of Wight,Kent,\
Lancashire,Lancs,Leicestershire,Leics,Lincolnshire,Lincs,Merseyside,Norfolk,North Yorkshire,South Yorkshire,\
West Yorkshire,Yorkshire,Yorks,Northamptonshire,Northants,Northumberland,Nottinghamshire,Notts,Oxfordshire,Oxon,\
Rutland,Shropshire,Salop,Somerset,Staffordshire,Staffs,North Staffordshire,Suffolk,Surrey,Tyne and Wear,Warwickshire,\
Warks,West Midlands,East Midlands,Westmorland,Wiltshire,Wilts,Worcestershire,Worcs,North East,North West,South East,\
South West,East Anglia,Aberdeenshire,Angus,Argyll,Ayrshire,Banffshire,Berwickshire,Caithness,Clackmannanshire,\
Dumfriesshire,Dunbartonshire,East Lothian,West Lothian,Midlothian,Fife,Inverness-shire,Kincardineshire,Kinross-shire,\
Kirkcudbrightshire,Lanarkshire,Morayshire,Nairnshire,Peeblesshire,Perthshire,Renfrewshire,Ross-shire,Roxburghshire,\
Selkirkshire,Stirlingshire,Sutherland,Wigtownshire,Highlands,Borders,Anglesey,Breconshire,Caernarfonshire,\
Cardiganshire,Carmarthenshire,Clwyd,Denbighshire,Dyfed,Flintshire,Glamorgan,Gwent,Gwynedd,Merionethshire,\
Monmouthshire,Montgomeryshire,Pembrokeshire,Powys,Radnorshire,North Wales,South Wales,Mid Wales,West Wales";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_outside_and_counties_are_too_wide() {
        for text in ["abroad", "Bosnia & Herzegovina", "the Gambia", "N. Ireland", "bt7", "JE2 3AB"]
        {
            assert!(is_outside(text), "{text}");
        }
        for text in ["Staffs", "west yorkshire", "Co. Durham", "U.K."] {
            assert!(is_too_wide(text) && !is_outside(text), "{text}");
        }
        for text in ["Co. Down", "county antrim", "Northern Ireland"] {
            assert!(is_northern_ireland(text), "{text}");
        }
        assert!(!is_northern_ireland("Derby") && !is_outside("") && !is_too_wide(","));
    }
}
