//! How places are read, on a small map made for it: two cities 100 km apart, each with a few streets.

use super::*;

/// A postcode with its point, in the district and ward given by the last digits of their codes.
fn postcode(text: &str, point: Option<(i32, i32)>, ward: u8) -> PublishedPostcode {
    let district = if text.starts_with("AA") { "E06000001" } else { "E09000002" };
    PublishedPostcode {
        postcode: text.to_owned(),
        point,
        district: district.to_owned(),
        ward: format!("E0500000{ward}"),
    }
}

fn map() -> Geography {
    let postcodes = vec![
        postcode("AA1 1AA", Some((100_000, 100_000)), 1),
        postcode("AA1 1AB", Some((101_000, 100_000)), 1),
        postcode("AA1 1AZ", Some((104_000, 104_000)), 2),
        postcode("AA11 1AA", Some((102_000, 100_000)), 2),
        postcode("AA11 1ZZ", Some((104_000, 104_000)), 2),
        postcode("AA2 2NP", None, 2),
        postcode("BB1 1AA", Some((200_000, 100_000)), 3),
        postcode("BB1 1AB", Some((206_000, 100_000)), 4),
    ];
    let names = [
        ("E06000001", "City of Alton (B)"),
        ("E09000002", "Barking London Boro"),
        ("E05000001", "Castle Ward"),
        ("E05000002", "Mill and Green Ward"),
        ("E05000003", "Castle Ward"),
        ("E05000004", "Farside ED"),
    ];
    let names = names.map(|(code, name)| (code.to_owned(), name.to_owned())).into();
    let towns = "town,easting,northing,population,nation\n\
                 Alton,100400,100000,50000,ENG\nLittle Alton,101400,100000,300,ENG\n\
                 Faraway,200100,100000,500,ENG\nNewcastle on Sea,300000,300000,9000,ENG\n\
                 Newcastle,100000,600000,7000,NIR\nLarne,120000,600000,18000,NIR\n";
    let published = Published { postcodes, names, towns: towns.as_bytes().to_vec() };
    Geography::open(Arc::new(draw(&published).unwrap())).unwrap()
}

/// A place seen from the first city.
fn seen(text: &str) -> Area {
    let map = map();
    let home: Vec<SectorId> = map.sector("AA1 1").into_iter().collect();
    let own = [OwnPlace {
        name: "The Corner".to_owned(),
        stands_for: vec!["AA1 1AA".to_owned(), "BB1 1AB".to_owned()],
    }];
    map.resolve(text, Viewpoint { home: &home, own: &own })
}

#[test]
fn a_delivery_office_stands_for_its_sector_and_is_in_no_set_of_points() {
    let office = seen("AA1 1AZ");
    assert_eq!(office.len(), 2, "the office's own point is left out");
    let sector = "AA1 1".to_owned();
    let doubt = Doubt::SectorInstead { sector, is_office: true, may_be_nearer: false };
    assert_eq!(office.doubt, Some(doubt));
    assert_eq!(seen("AA").len(), 3);
    assert_eq!(seen("E05000002").len(), 1, "of three postcodes one is an office and one nowhere");
}

#[test]
fn a_postcode_without_a_position_cannot_be_checked() {
    let nowhere = seen("aa2 2np");
    assert_eq!((nowhere.standing, nowhere.doubt), (Checked::Not, Some(Doubt::NoPoint)));
}

#[test]
fn a_mistyped_postcode_far_away_asks_where_one_slip_makes_it_near() {
    let mistyped = seen("BB1 1ZZ");
    assert_eq!(mistyped.standing, Checked::Measured);
    let one_slip = {
        let map = map();
        let home: Vec<SectorId> = map.sector("BB1 1").into_iter().collect();
        // AA1 1AC is in no table; BA1 1AA and the like are none either, so nothing near is one character away.
        map.resolve("AA1 1AC", Viewpoint { home: &home, own: &[] })
    };
    assert_eq!(one_slip.standing, Checked::Measured);
    let mut published = vec![postcode("AB1 1AC", Some((200_500, 100_000)), 3)];
    published.extend([postcode("AA1 1AA", Some((100_000, 100_000)), 1)]);
    let published = Published { postcodes: published, ..Published::default() };
    let map = Geography::open(Arc::new(draw(&published).unwrap())).unwrap();
    let home: Vec<SectorId> = map.sector("AB1 1").into_iter().collect();
    let asked = map.resolve("AA1 1AC", Viewpoint { home: &home, own: &[] });
    assert_eq!(asked.standing, Checked::MeasuredAndAsked, "AB1 1AC is a slip away, and near");
}

#[test]
fn a_code_that_reads_two_ways_stands_for_both() {
    assert_eq!(seen("AA1 1").len(), 2);
    assert_eq!(seen("AA11").len(), 3, "the sector AA1 1 and the postcode district AA11");
    assert_eq!(seen("aa 1").len(), 2);
}

#[test]
fn a_name_stands_for_everything_that_bears_it() {
    let castle = seen("castle");
    assert_eq!((castle.len(), castle.taken_as.len()), (3, 2), "two wards, here and far");
    assert_eq!(castle.standing, Checked::Measured, "one of them is near");
    let alton = seen("Alton");
    assert_eq!(alton.taken_as.len(), 2, "the district and the town");
    assert_eq!(seen("alton, city of").taken_as.len(), 1);
    assert_eq!(seen("Mill & Green").len(), 1);
    assert_eq!(seen("the corner").len(), 2);
    assert_eq!(seen("London").len(), 2, "every borough");
}

#[test]
fn a_far_name_that_nothing_well_known_bears_is_asked_about() {
    for name in ["Farside", "Faraway"] {
        let far = seen(name);
        assert_eq!(far.standing, Checked::MeasuredAndAsked, "{name}");
        assert!(
            matches!(far.doubt, Some(Doubt::FarName { ref codes }) if codes.len() == 1),
            "{far:?}"
        );
    }
    assert_eq!(seen("E05000004").standing, Checked::Measured, "a code is certain");
    assert_eq!(seen("Barking").standing, Checked::Measured, "a district is well known");
}

#[test]
fn a_town_has_the_postcodes_to_which_no_larger_town_is_nearer() {
    let (town, hamlet) = (seen("Alton, Hampshire"), seen("Little Alton"));
    assert_eq!(
        town.len(),
        3,
        "the hamlet's too, for it has fewer people; as a district the same, each once"
    );
    assert_eq!(hamlet.len(), 2, "those nearer to its middle than to the town's");
}

#[test]
fn what_lies_outside_is_clear_unless_a_longer_name_begins_with_it() {
    for name in
        ["BT1 5GS", "Larne", "Ireland", "Isle of Man", "abroad", "Belfast, Northern Ireland", "je2"]
    {
        assert_eq!(seen(name).standing, Checked::Abroad, "{name}");
    }
    let newcastle = seen("Newcastle");
    assert!(newcastle.is_unknown(), "people call Newcastle on Sea so: {newcastle:?}");
}

#[test]
fn after_a_comma_stands_where_the_name_lies_or_another_place() {
    let alton = seen("Alton").len();
    assert_eq!(seen("Little Alton, Alton").len(), seen("Little Alton").len(), "it lies there");
    assert!(seen("Alton, AA1").len() >= alton);
    assert_eq!(seen("Alton, Barking").len(), alton + seen("Barking").len(), "both are meant");
    assert_eq!(
        seen("Barking; Alton").len(),
        seen("Alton, Barking").len(),
        "a list of known places"
    );
    for text in ["Alton, and his brother in Barking", "Barking; Altoona", "abroad, or at Alton"] {
        assert!(seen(text).asks(), "{text}: a part that nobody understands clears nothing");
    }
    let both = seen("Alton, and his brother in Barking");
    assert_eq!(both.len(), alton + seen("Barking").len(), "what is known of it is measured");
    for text in ["Larne, Co. Antrim", "Lahore, Pakistan", "Poland", "Barking, Ireland"] {
        assert_eq!(seen(text).standing, Checked::Abroad, "{text}");
    }
}

#[test]
fn what_is_unknown_comes_with_suggestions() {
    let suggestions = |text: &str| match seen(text).doubt {
        Some(Doubt::Unknown { suggestions }) => suggestions,
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(suggestions("Altn"), ["City of Alton", "Alton"]);
    assert_eq!(suggestions("AAI 1AB"), ["AA1 1AB"]);
    assert_eq!(seen("her flat in AA1 1AB").len(), 1, "an address before its postcode");
    assert!(suggestions("the pub").is_empty());
    assert!(suggestions("").is_empty());
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    let table = |turned: bool| {
        let mut postcodes = vec![
            postcode("AA1 1AA", Some((100_000, 100_000)), 1),
            postcode("AA1 1AB", Some((101_000, 100_000)), 1),
            postcode("BB1 1AA", None, 3),
        ];
        if turned {
            postcodes.reverse();
        }
        draw(&Published { postcodes, ..Published::default() }).unwrap()
    };
    assert_eq!(table(false), table(true));
}
