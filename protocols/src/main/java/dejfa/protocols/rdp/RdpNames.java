package dejfa.protocols.rdp;

import dejfa.protocols.wire.Codes;
import java.util.ArrayList;
import java.util.List;

/// Names of the numbers of MS-RDPBCGR.
final class RdpNames {
    /// §2.2.1.1.1
    static final Codes REQUEST_FLAGS = Codes.of("""
            1 restricted_admin_mode_required 2 redirected_authentication_mode_required 8 correlation_info_present""");
    /// §2.2.1.2.1
    static final Codes RESPONSE_FLAGS = Codes.of("""
            1 extended_client_data 2 dynvc_gfx 8 restricted_admin 16 redirected_authentication""");
    static final Codes PROTOCOLS = Codes.of("0 rdp 1 ssl 2 hybrid 4 rds_tls 8 hybrid_ex");
    /// §2.2.1.3.2
    static final Codes VERSIONS = Codes.of("""
            0x00080001 v4 0x00080004 v5 0x00080005 v10.0 0x00080006 v10.1 0x00080007 v10.2 0x00080008 v10.3
            0x00080009 v10.4 0x0008000a v10.5 0x0008000b v10.6 0x0008000c v10.7""");
    static final Codes COLORS = Codes.of("0xca00 4 0xca01 8 0xca02 15 0xca03 16 0xca04 24");
    static final Codes KEYBOARDS = Codes.of("1 xt 2 ico 3 at 4 enhanced 5 1050 6 9140 7 jp");
    static final Codes CAPABILITIES = Codes.of("""
            1 support_errinfo_pdf 2 want_32bpp_session 4 support_statusinfo_pdu 8 strong_asymmetric_keys
            0x20 valid_connection_type 0x40 support_monitor_layout_pdu 0x80 support_netchar_autodetect
            0x100 support_dynvc_gfx_protocol 0x200 support_dynamic_time_zone 0x400 support_heartbeat_pdu""");
    static final Codes CONNECTIONS =
            Codes.of("1 modem 2 low_broadband 3 satellite 4 high_broadband 5 wan 6 lan 7 autodetect");

    /// Locale identifiers (MS-LCID §2.2)
    static final Codes LAYOUTS = Codes.of("""
            0x0401 ar-SA 0x0402 bg-BG 0x0403 ca-ES 0x0404 zh-TW 0x0405 cs-CZ 0x0406 da-DK 0x0407 de-DE 0x0408 el-GR
            0x0409 en-US 0x040a es-ES_tradnl 0x040b fi-FI 0x040c fr-FR 0x040d he-IL 0x040e hu-HU 0x040f is-IS
            0x0410 it-IT 0x0411 ja-JP 0x0412 ko-KR 0x0413 nl-NL 0x0414 nb-NO 0x0415 pl-PL 0x0416 pt-BR 0x0417 rm-CH
            0x0418 ro-RO 0x0419 ru-RU 0x041a hr-HR 0x041b sk-SK 0x041c sq-AL 0x041d sv-SE 0x041e th-TH 0x041f tr-TR
            0x0420 ur-PK 0x0421 id-ID 0x0422 uk-UA 0x0423 be-BY 0x0424 sl-SI 0x0425 et-EE 0x0426 lv-LV 0x0427 lt-LT
            0x0428 tg-Cyrl-TJ 0x0429 fa-IR 0x042a vi-VN 0x042b hy-AM 0x042c az-Latn-AZ 0x042d eu-ES 0x042f mk-MK
            0x0436 af-ZA 0x0437 ka-GE 0x0438 fo-FO 0x0439 hi-IN 0x043a mt-MT 0x043e ms-MY 0x043f kk-KZ 0x0440 ky-KG
            0x0441 sw-KE 0x0442 tk-TM 0x0443 uz-Latn-UZ 0x0444 tt-RU 0x0445 bn-IN 0x0446 pa-IN 0x0447 gu-IN
            0x0449 ta-IN 0x044a te-IN 0x044b kn-IN 0x044c ml-IN 0x044e mr-IN 0x0450 mn-MN 0x0452 cy-GB 0x0453 km-KH
            0x0454 lo-LA 0x0456 gl-ES 0x045b si-LK 0x045e am-ET 0x0461 ne-NP 0x0462 fy-NL 0x0463 ps-AF 0x0464 fil-PH
            0x0465 dv-MV 0x0480 ug-CN 0x0481 mi-NZ 0x048c prs-AF 0x0801 ar-IQ 0x0804 zh-CN 0x0807 de-CH 0x0809 en-GB
            0x080a es-MX 0x080c fr-BE 0x0810 it-CH 0x0813 nl-BE 0x0814 nn-NO 0x0816 pt-PT 0x081a sr-Latn-CS
            0x081d sv-FI 0x083c ga-IE 0x0843 uz-Cyrl-UZ 0x0845 bn-BD 0x0c01 ar-EG 0x0c04 zh-HK 0x0c07 de-AT
            0x0c09 en-AU 0x0c0a es-ES 0x0c0c fr-CA 0x0c1a sr-Cyrl-CS 0x1001 ar-LY 0x1004 zh-SG 0x1007 de-LU
            0x1009 en-CA 0x100a es-GT 0x100c fr-CH 0x1401 ar-DZ 0x1404 zh-MO 0x1407 de-LI 0x1409 en-NZ 0x140a es-CR
            0x140c fr-LU 0x1801 ar-MA 0x1809 en-IE 0x180a es-PA 0x180c fr-MC 0x1c01 ar-TN 0x1c09 en-ZA 0x1c0a es-DO
            0x2001 ar-OM 0x200a es-VE 0x2401 ar-YE 0x240a es-CO 0x2801 ar-SY 0x280a es-PE 0x2c01 ar-JO 0x2c0a es-AR
            0x3001 ar-LB 0x300a es-EC 0x3401 ar-KW 0x340a es-CL 0x3801 ar-AE 0x380a es-UY 0x3c01 ar-BH 0x4001 ar-QA
            0x4009 en-IN 0x4409 en-MY 0x4809 en-SG""");

    private RdpNames() {}

    /// Names of the bits that are set.
    static List<String> bits(Codes names, long value) {
        List<String> set = new ArrayList<>(4);
        for (long bit = 1; bit <= value && bit <= 1L << 31; bit <<= 1) {
            if ((value & bit) != 0 && names.knows(bit)) set.add(names.name(bit));
        }
        return set;
    }

    /// §2.2.1.2.2; null for a number without text
    static String failure(long code) {
        return switch ((int) code) {
            case 1 -> "ssl required by server";
            case 2 -> "ssl not allowed by server";
            case 3 -> "ssl cert not on server";
            case 4 -> "inconsistent flags";
            case 5 -> "hybrid required by server";
            case 6 -> "ssl with user auth required by server";
            default -> null;
        };
    }

    /// Build numbers of Windows clients; others are shown as they are.
    static String build(long number) {
        return switch ((int) number) {
            case 419 -> "Windows NT 4.0";
            case 2195 -> "Windows 2000";
            case 2600 -> "Windows XP";
            case 3790 -> "Windows Server 2003";
            case 6000 -> "Windows Vista";
            case 6001 -> "Windows Vista SP1";
            case 6002 -> "Windows Vista SP2";
            case 7600 -> "Windows 7";
            case 7601 -> "Windows 7 SP1";
            case 9200 -> "Windows 8";
            case 9600 -> "Windows 8.1";
            case 10240 -> "Windows 10";
            case 10586 -> "Windows 10 1511";
            case 14393 -> "Windows 10 1607";
            case 15063 -> "Windows 10 1703";
            case 16299 -> "Windows 10 1709";
            case 17134 -> "Windows 10 1803";
            case 17763 -> "Windows 10 1809";
            case 18362 -> "Windows 10 1903";
            case 18363 -> "Windows 10 1909";
            case 19041 -> "Windows 10 2004";
            case 19042 -> "Windows 10 20H2";
            case 19043 -> "Windows 10 21H1";
            case 19044 -> "Windows 10 21H2";
            case 19045 -> "Windows 10 22H2";
            case 20348 -> "Windows Server 2022";
            case 22000 -> "Windows 11 21H2";
            case 22621 -> "Windows 11 22H2";
            case 22631 -> "Windows 11 23H2";
            case 26100 -> "Windows 11 24H2";
            default -> Long.toString(number);
        };
    }
}
