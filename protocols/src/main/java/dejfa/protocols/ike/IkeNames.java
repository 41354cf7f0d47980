package dejfa.protocols.ike;

import dejfa.protocols.wire.Codes;

/// Names of IKE's numbers, and which of them are weak.
final class IkeNames {
    /// IANA, Internet Key Exchange Attributes, phase 1
    static final Codes ENCRYPTION_1 = Codes.of("""
            1 EncDesCbc 2 EncIdeaCbc 3 EncBlowfishCbc 4 EncRc5R16B64Cbc 5 EncTripleDesCbc 6 EncCastCbc 7 EncAesCbc
            8 EncCamelliaCbc""");
    static final Codes HASH_1 =
            Codes.of("1 HashMd5 2 HashSha 3 HashTiger 4 HashSha2_256 5 HashSha2_384 6 HashSha2_512");
    static final Codes AUTHENTICATION_1 = Codes.of("""
            1 AuthPreSharedKey 2 AuthDssSignatures 3 AuthRsaSignatures 4 AuthEncryptionWithRsa
            5 AuthRevisedEncryptionWithRsa 9 AuthEcdsaSha256 10 AuthEcdsaSha384 11 AuthEcdsaSha512""");
    static final Codes GROUP_1 = Codes.of("""
            1 GroupDefault768BitModp 2 GroupAlternate1024BitModpGroup 3 GroupEc2nOnGp2p155 4 GroupEc2nOnGp2p185
            5 GroupModp1536Bit 6 GroupEc2nOverGf2p163 7 GroupEc2nOverGf2p163 8 GroupEc2nOverGf2p283
            9 GroupEc2nOverGf2p283 10 GroupEc2nOverGf2p409 11 GroupEc2nOverGf2p409 12 GroupEc2nOverGf2p571
            13 GroupEc2nOverGf2p571 14 GroupModp2048Bit 15 GroupModp3072Bit 16 GroupModp4096Bit 17 GroupModp6144Bit
            18 GroupModp8192Bit 19 GroupRandomEcp256 20 GroupRandomEcp384 21 GroupRandomEcp521
            22 GroupModp1024With160BitPrime 23 GroupModp2048With224BitPrime 24 GroupModp2048With256BitPrime
            25 GroupRandomEcp192 26 GroupRandomEcp224 27 GroupBrainpoolEcp224 28 GroupBrainpoolEcp256
            29 GroupBrainpoolEcp384 30 GroupBrainpoolEcp512""");
    static final Codes GROUP_TYPE_1 = Codes.of("1 GroupTypeModp 2 GroupTypeEcp 3 GroupTypeEc2n");
    static final Codes LIFE_TYPE_1 = Codes.of("1 LifeTypeSeconds 2 LifeTypeKilobytes");

    /// RFC 2408 §3.1, RFC 3947 §3.2
    static final Codes PAYLOAD_1 = Codes.of("""
            1 SecurityAssociation 2 Proposal 3 Transform 4 KeyExchange 5 Identification 6 Certificate
            7 CertificateRequest 8 Hash 9 Signature 10 Nonce 11 Notification 12 Delete 13 VendorID 15 SaKekPayload
            16 SaTekPayload 17 KeyDownload 18 SequenceNumber 19 ProofOfPossession 20 NatDiscovery
            21 NatOriginalAddress 22 GroupAssociatedPolicy""");
    /// RFC 7296 §3.2 and the registry
    static final Codes PAYLOAD_2 = Codes.of("""
            0 NoNextPayload 33 SecurityAssociation 34 KeyExchange 35 IdentInitiator 36 IdentResponder 37 Certificate
            38 CertificateRequest 39 Authentication 40 Nonce 41 Notify 42 Delete 43 VendorID
            44 TrafficSelectorInitiator 45 TrafficSelectorResponder 46 EncryptedAndAuthenticated 47 Configuration
            48 ExtensibleAuthentication 49 GenericSecurePasswordMethod 50 GroupIdentification
            51 GroupSecurityAssociation 52 KeyDownload 53 EncryptedFragment 54 PuzzleSolution""");
    /// IANA, IKEv2 Parameters
    static final Codes ENCRYPTION_2 = Codes.of("""
            1 ENCR_DES_IV64 2 ENCR_DES 3 ENCR_3DES 4 ENCR_RC5 5 ENCR_IDEA 6 ENCR_CAST 7 ENCR_BLOWFISH 8 ENCR_3IDEA
            9 ENCR_DES_IV32 11 ENCR_NULL 12 ENCR_AES_CBC 13 ENCR_AES_CTR 14 ENCR_AES_CCM_8 15 ENCR_AES_CCM_12
            16 ENCR_AES_CCM_16 18 ENCR_AES_GCM_8 19 ENCR_AES_GCM_12 20 ENCR_AES_GCM_16 21 ENCR_NULL_AUTH_AES_GMAC
            23 ENCR_CAMELLIA_CBC 24 ENCR_CAMELLIA_CTR 25 ENCR_CAMELLIA_CCM_8 26 ENCR_CAMELLIA_CCM_12
            27 ENCR_CAMELLIA_CCM_16 28 ENCR_CHACHA20_POLY1305 29 ENCR_AES_CCM_8_IIV 30 ENCR_AES_GCM_16_IIV
            31 ENCR_CHACHA20_POLY1305_IIV 32 ENCR_KUZNYECHIK_MGM_KTREE 33 ENCR_MAGMA_MGM_KTREE
            34 ENCR_KUZNYECHIK_MGM_MAC_KTREE 35 ENCR_MAGMA_MGM_MAC_KTREE""");
    static final Codes PRF_2 = Codes.of("""
            1 PRF_HMAC_MD5 2 PRF_HMAC_SHA1 3 PRF_HMAC_TIGER 4 PRF_AES128_XCBC 5 PRF_HMAC_SHA2_256 6 PRF_HMAC_SHA2_384
            7 PRF_HMAC_SHA2_512 8 PRF_AES128_CMAC 9 PRF_HMAC_STREEBOG_512""");
    static final Codes INTEGRITY_2 = Codes.of("""
            0 NONE 1 AUTH_HMAC_MD5_96 2 AUTH_HMAC_SHA1_96 3 AUTH_DES_MAC 4 AUTH_KPDK_MD5 5 AUTH_AES_XCBC_96
            6 AUTH_HMAC_MD5_128 7 AUTH_HMAC_SHA1_160 8 AUTH_AES_CMAC_96 9 AUTH_AES_128_GMAC 10 AUTH_AES_192_GMAC
            11 AUTH_AES_256_GMAC 12 AUTH_HMAC_SHA2_256_128 13 AUTH_HMAC_SHA2_384_192 14 AUTH_HMAC_SHA2_512_256""");
    static final Codes GROUP_2 = Codes.of("""
            0 None 1 Modp768 2 Modp1024 5 Modp1536 14 Modp2048 15 Modp3072 16 Modp4096 17 Modp6144 18 Modp8192 19 Ecp256
            20 Ecp384 21 Ecp521 22 Modp1024s160 23 Modp2048s224 24 Modp2048s256 25 Ecp192 26 Ecp224 27 BrainpoolP224r1
            28 BrainpoolP256r1 29 BrainpoolP384r1 30 BrainpoolP512r1 31 Curve25519 32 Curve448 33 Gost3410_2012_256
            34 Gost3410_2012_512 35 MlKem512 36 MlKem768 37 MlKem1024""");
    static final Codes SEQUENCE_2 = Codes.of("0 NoESN 1 ESN");
    static final Codes NOTIFY_2 = Codes.of("""
            1 UNSUPPORTED_CRITICAL_PAYLOAD 4 INVALID_IKE_SPI 5 INVALID_MAJOR_VERSION 7 INVALID_SYNTAX
            9 INVALID_MESSAGE_ID 11 INVALID_SPI 14 NO_PROPOSAL_CHOSEN 17 INVALID_KE_PAYLOAD 24 AUTHENTICATION_FAILED
            34 SINGLE_PAIR_REQUIRED 35 NO_ADDITIONAL_SAS 36 INTERNAL_ADDRESS_FAILURE 37 FAILED_CP_REQUIRED
            38 TS_UNACCEPTABLE 39 INVALID_SELECTORS 40 UNACCEPTABLE_ADDRESSES 41 UNEXPECTED_NAT_DETECTED
            42 USE_ASSIGNED_HoA 43 TEMPORARY_FAILURE 44 CHILD_SA_NOT_FOUND 45 INVALID_GROUP_ID 46 AUTHORIZATION_FAILED
            47 STATE_NOT_FOUND 48 TS_MAX_QUEUE 16384 INITIAL_CONTACT 16385 SET_WINDOW_SIZE
            16386 ADDITIONAL_TS_POSSIBLE 16387 IPCOMP_SUPPORTED 16388 NAT_DETECTION_SOURCE_IP
            16389 NAT_DETECTION_DESTINATION_IP 16390 COOKIE 16391 USE_TRANSPORT_MODE 16392 HTTP_CERT_LOOKUP_SUPPORTED
            16393 REKEY_SA 16394 ESP_TFC_PADDING_NOT_SUPPORTED 16395 NON_FIRST_FRAGMENTS_ALSO 16396 MOBIKE_SUPPORTED
            16397 ADDITIONAL_IP4_ADDRESS 16398 ADDITIONAL_IP6_ADDRESS 16399 NO_ADDITIONAL_ADDRESSES
            16400 UPDATE_SA_ADDRESSES 16401 COOKIE2 16402 NO_NATS_ALLOWED 16403 AUTH_LIFETIME
            16404 MULTIPLE_AUTH_SUPPORTED 16405 ANOTHER_AUTH_FOLLOWS 16406 REDIRECT_SUPPORTED 16407 REDIRECT
            16408 REDIRECTED_FROM 16409 TICKET_LT_OPAQUE 16410 TICKET_REQUEST 16411 TICKET_ACK 16412 TICKET_NACK
            16413 TICKET_OPAQUE 16414 LINK_ID 16415 USE_WESP_MODE 16416 ROHC_SUPPORTED 16417 EAP_ONLY_AUTHENTICATION
            16418 CHILDLESS_IKEV2_SUPPORTED 16419 QUICK_CRASH_DETECTION 16420 IKEV2_MESSAGE_ID_SYNC_SUPPORTED
            16421 IPSEC_REPLAY_COUNTER_SYNC_SUPPORTED 16422 IKEV2_MESSAGE_ID_SYNC 16423 IPSEC_REPLAY_COUNTER_SYNC
            16424 SECURE_PASSWORD_METHODS 16425 PSK_PERSIST 16426 PSK_CONFIRM 16427 ERX_SUPPORTED
            16428 IFOM_CAPABILITY 16429 SENDER_REQUEST_ID 16430 IKEV2_FRAGMENTATION_SUPPORTED
            16431 SIGNATURE_HASH_ALGORITHMS 16435 USE_PPK 16436 PPK_IDENTITY 16437 NO_PPK_AUTH
            16438 INTERMEDIATE_EXCHANGE_SUPPORTED 16441 ADDITIONAL_KEY_EXCHANGE""");

    private IkeNames() {}

    /// Withdrawn by RFC 8247 §2.1 and RFC 9395 §3, or no encryption at all.
    static boolean isWeakEncryption2(int id) {
        return id >= 1 && id <= 9 || id == 11;
    }

    static boolean isWeakPrf2(int id) {
        return id == 0 || id == 1 || id == 3;
    }

    static boolean isWeakIntegrity2(int id) {
        return id == 1 || id == 3 || id == 4 || id == 6 || id == 7;
    }

    /// RFC 8247 §2.4: 1 and 22 must not be used, 2 and 5 should not. The numbers are those of version 1 too.
    static boolean isWeakGroup(int id) {
        return id == 1 || id == 2 || id == 5 || id == 22;
    }

    static boolean isWeakEncryption1(long id) {
        return id >= 1 && id <= 6;
    }

    /// Does it authenticate by itself (RFC 5282, RFC 7634)?
    static boolean isAuthenticating2(int id) {
        return id >= 14 && id <= 20 && id != 17 || id >= 25 && id <= 35 || id == 21;
    }
}
