//! Files that are not what they seem: each is refused in words, or nothing of what is wrong with it is kept.

use super::*;
use crate::both;
use crate::testing::photos_of;
use actix_web::test::TestRequest;

/// A JPEG lying on its side, with a note of the camera that says so, says where it was taken, and names its owner.
fn with_position(jpeg: &[u8]) -> Vec<u8> {
    let mut tiff: Vec<u8> = b"MM\0*\0\0\0\x08".to_vec();
    tiff.extend_from_slice(b"\0\x03");
    tiff.extend_from_slice(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"); // orientation 6: turn right
    tiff.extend_from_slice(b"\x01\x3b\0\x02\0\0\0\x0a\0\0\0\x32"); // artist, 10 characters at 50
    tiff.extend_from_slice(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x3c"); // position, at 60
    tiff.extend_from_slice(b"\0\0\0\0SECRETNAME");
    tiff.extend_from_slice(b"\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0");
    let length = u16::try_from(tiff.len() + 8).unwrap();
    [&jpeg[..2], &[0xFF, 0xE1], &length.to_be_bytes(), b"Exif\0\0", &tiff, &jpeg[2..]].concat()
}

/// Writes another size into the header of a JPEG.
fn announcing(mut jpeg: Vec<u8>, width: u16, height: u16) -> Vec<u8> {
    let at = jpeg.windows(2).position(|w| w == [0xFF, 0xC0]).unwrap();
    jpeg[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    jpeg[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    jpeg
}

fn has(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|w| w == text)
}

/// Refused with this, nothing left behind; the words.
async fn refused(app: &TestApp, file: &[u8], problem: &str) -> String {
    let (resident, order) = (app.role(Role::Resident).await, app.order(OrderState::Draft).await);
    let reply = send(&resident, &order, "report", file).await;
    assert_eq!(reply.problem(), problem, "{}", reply.text);
    assert_eq!((count(app, &order).await, stored(app).await.len()), (0, 0));
    reply.json["detail"].as_str().unwrap().to_owned()
}

both! {
    async fn a_position_and_a_name_are_cleaned_away_and_the_picture_stands_upright(app) {
        let (resident, order) = (app.role(Role::Resident).await, app.order(OrderState::Submitted).await);
        let file = with_position(&picture(60, 40));
        assert!(has(&file, b"SECRETNAME") && image::load_from_memory(&file).unwrap().width() == 60);
        let photo = send(&resident, &order, "report", &file).await.ok()["photo"].clone();
        assert_eq!((&photo["width"], &photo["height"]), (&40.into(), &60.into()));
        for url in [&photo["url"], &photo["thumbnail_url"]] {
            let (bytes, image) = shown(&resident, url).await;
            for trace in [&b"Exif"[..], b"SECRETNAME", b"GPS", b"MM\0*", b"\x88\x25"] {
                assert!(!has(&bytes, trace), "{url} still has {trace:?}");
            }
            // What was above is on the right now.
            let (left, right) = (image.to_rgb8().get_pixel(4, 30).0, image.to_rgb8().get_pixel(35, 30).0);
            assert!((image.width(), image.height()) == (40, 60) && left[2] > 180 && right[0] > 180, "{left:?} {right:?}");
        }
    }

    async fn a_page_behind_the_picture_is_cut_off(app) {
        let (resident, order) = (app.role(Role::Resident).await, app.order(OrderState::Submitted).await);
        let file = [&picture(64, 64)[..], b"<html><script>alert(document.cookie)</script></html>PK\x03\x04"].concat();
        let photo = send(&resident, &order, "report", &file).await.ok()["photo"].clone();
        for url in [&photo["url"], &photo["thumbnail_url"]] {
            let (bytes, _) = shown(&resident, url).await;
            assert!(!has(&bytes, b"<script") && !has(&bytes, b"PK\x03\x04") && bytes.ends_with(&[0xFF, 0xD9]));
        }
    }

    async fn other_types_are_refused_by_their_content(app) {
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
        for file in [&b"%PDF-1.7 \xE4\xE3"[..], svg, b"MZ\x90\0\x03\0\0\0", b"GIF89a\x01\0\x01\0", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", b"\xFF\xD8", b"", "🙂𠀀=1+1".as_bytes()] {
            let words = refused(&app, file, "422 photo_unusable").await;
            assert!(words.contains("JPEG, PNG or WebP") || words.contains("empty"), "{words}");
        }
    }

    async fn heic_is_told_how_to_become_a_jpeg(app) {
        for brands in [&b"heic\0\0\0\0mif1heic"[..], b"heix\0\0\0\0mif1heix", b"mif1\0\0\0\0miafMiHB", b"msf1\0\0\0\0msf1hevc"] {
            let file = [&b"\0\0\0\x18ftyp"[..], brands, &[0; 400]].concat();
            let words = refused(&app, &file, "415 photo_heic").await;
            assert!(words.contains("Most Compatible") && words.contains("JPEG"), "{words}");
        }
    }

    async fn a_picture_with_too_many_pixels_is_refused_by_its_header(app) {
        let words = refused(&app, &announcing(picture(64, 64), 65_000, 65_000), "422 photo_unusable").await;
        assert_eq!(words, "the picture has 65000 × 65000 pixels; the limit is 40 million. Make it smaller first");
    }

    async fn a_broken_picture_is_refused(app) {
        let whole = picture(400, 400);
        let words = refused(&app, &whole[..whole.len() / 2], "422 photo_unusable").await;
        assert!(words.contains("cut short"), "{words}");
        // The end of a small picture inside the notes is not the end of the picture.
        let note = [&[0xFF, 0xE1, 0, 12][..], b"Exif\0\0", &[0xFF, 0xD9, 0, 0], &whole[2..whole.len() / 2]].concat();
        assert!(refused(&app, &[&whole[..2], &note].concat(), "422 photo_unusable").await.contains("cut short"));
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let whole = encoded(200, 200, format);
            assert!(refused(&app, &whole[..whole.len() / 2], "422 photo_unusable").await.contains("broken"));
        }
    }

    async fn thirty_megabytes_are_too_large_however_they_are_sent(app) {
        let mut file = picture(64, 64);
        file.resize(30 * 1024 * 1024, 0);
        let words = refused(&app, &file, "413 body_too_large").await;
        assert_eq!(words, "the limit for a file is 10485760 bytes");
        let (resident, order) = (app.role(Role::Resident).await, app.order(OrderState::Draft).await);
        let announced = Form::of("report", b"").put_into(TestRequest::post().uri(&photos_of(&order)));
        assert_eq!(resident.send(announced.insert_header(("content-length", "31457280"))).await.problem(), "413 body_too_large");
    }

    async fn png_and_webp_become_jpegs_of_the_size_that_is_kept(app) {
        let (resident, order) = (app.role(Role::Resident).await, app.order(OrderState::Submitted).await);
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let photo = send(&resident, &order, "report", &encoded(2400, 1200, format)).await.ok()["photo"].clone();
            assert_eq!((&photo["width"], &photo["height"]), (&2048.into(), &1024.into()));
            let (bytes, image) = shown(&resident, &photo["url"]).await;
            assert_eq!((image.width(), photo["bytes"].as_u64()), (2048, Some(bytes.len() as u64)));
            assert_eq!(shown(&resident, &photo["thumbnail_url"]).await.1.width(), 320);
        }
        assert_tidy(&app).await;
    }

    async fn what_is_transparent_becomes_white(app) {
        let (resident, order) = (app.role(Role::Resident).await, app.order(OrderState::Submitted).await);
        let clear = image::RgbaImage::from_pixel(32, 32, image::Rgba([0, 0, 0, 0]));
        let mut file = std::io::Cursor::new(Vec::new());
        clear.write_to(&mut file, ImageFormat::Png).unwrap();
        let photo = send(&resident, &order, "report", file.get_ref()).await.ok()["photo"].clone();
        assert_eq!(shown(&resident, &photo["url"]).await.1.to_rgb8().get_pixel(16, 16).0, [255, 255, 255]);
    }

    async fn forms_that_are_not_right_name_what_is_wrong(app) {
        let (resident, order) = (app.role(Role::Resident).await, app.order(OrderState::Submitted).await);
        let file = picture(8, 8);
        let wrong = [
            (Form::default().file("file", &file), "/kind required"),
            (Form::default().text("kind", "report"), "/file required"),
            (Form::of("selfie", &file), "/kind choice"),
            (Form::of(&"=report".repeat(50), &file), "/kind choice"),
            (Form::of("report", &file).file("file", &file), "/file repeated"),
            (Form::of("report", &file).text("caption", "𠮷🙂"), " unknown"),
        ];
        for (form, expected) in wrong {
            assert_eq!(upload(&resident, &order, &form).await.fields(), [expected]);
        }
        let post = || TestRequest::post().uri(&photos_of(&order));
        assert_eq!(resident.send(Form::of("report", &file).put_half_into(post())).await.problem(), "400 bad_form");
        assert_eq!(resident.send(post().set_json(serde_json::json!({ "kind": "report" }))).await.problem(), "415 unsupported_media_type");
        assert_eq!(resident.send(post()).await.problem(), "415 unsupported_media_type");
        let no_boundary = post().insert_header(("content-type", "multipart/form-data")).set_payload("x");
        assert_eq!(resident.send(no_boundary).await.problem(), "400 bad_form");
        assert_eq!(count(&app, &order).await, 0);
    }
}
