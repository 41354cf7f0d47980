package dejfa.protocols.dcerpc;

import java.util.HashMap;
import java.util.Map;

/// Names of interfaces and their procedures that defenders meet, as the open specifications of Windows name
/// them (MS-SCMR, MS-TSCH, MS-SRVS, MS-WKST, MS-SAMR, MS-LSAD, MS-NRPC, MS-DRSR, MS-RRP, MS-RPRN, MS-PAR,
/// MS-EFSR, MS-DCOM, MS-WMI, MS-EVEN, MS-RSP, MS-DFSNM, MS-DNSP, MS-FSRVP; C706 appendices O and Q).
public final class Procedures {
    /// Uuid, name, then the procedures from number 0 on; `-` where a number is not used on the wire.
    private static final String TABLE = """
            e1af8308-5d1f-11c9-91a4-08002b14a0fa epmapper
                ept_insert ept_delete ept_lookup ept_map ept_lookup_handle_free ept_inq_object ept_mgmt_delete
            afa8bd80-7d8a-11c9-bef4-08002b102989 mgmt
                inq_if_ids inq_stats is_server_listening stop_server_listening inq_princ_name
            367abb81-9844-35f1-ad32-98f038001003 svcctl
                CloseServiceHandle ControlService DeleteService LockServiceDatabase QueryServiceObjectSecurity
                SetServiceObjectSecurity QueryServiceStatus SetServiceStatus UnlockServiceDatabase
                NotifyBootConfigStatus - ChangeServiceConfigW CreateServiceW EnumDependentServicesW
                EnumServicesStatusW OpenSCManagerW OpenServiceW QueryServiceConfigW QueryServiceLockStatusW
                StartServiceW GetServiceDisplayNameW GetServiceKeyNameW - ChangeServiceConfigA CreateServiceA
                EnumDependentServicesA EnumServicesStatusA OpenSCManagerA OpenServiceA QueryServiceConfigA
                QueryServiceLockStatusA StartServiceA GetServiceDisplayNameA GetServiceKeyNameA -
                EnumServiceGroupW ChangeServiceConfig2A ChangeServiceConfig2W QueryServiceConfig2A
                QueryServiceConfig2W QueryServiceStatusEx EnumServicesStatusExA EnumServicesStatusExW -
                CreateServiceWOW64A CreateServiceWOW64W - NotifyServiceStatusChange GetNotifyResults
                CloseNotifyHandle ControlServiceExA ControlServiceExW - - - - QueryServiceConfigEx - - -
                CreateWowService - - - OpenSCManager2
            1ff70682-0a51-30e8-076d-740be8cee98b atsvc
                NetrJobAdd NetrJobDel NetrJobEnum NetrJobGetInfo
            86d35949-83c9-4044-b424-db363231fd0c ITaskSchedulerService
                SchRpcHighestVersion SchRpcRegisterTask SchRpcRetrieveTask SchRpcCreateFolder SchRpcSetSecurity
                SchRpcGetSecurity SchRpcEnumFolders SchRpcEnumTasks SchRpcEnumInstances SchRpcGetInstanceInfo
                SchRpcStopInstance SchRpcStop SchRpcRun SchRpcDelete SchRpcRename SchRpcScheduledRuntimes
                SchRpcGetLastRunInfo SchRpcGetTaskInfo SchRpcGetNumberOfMissedRuns SchRpcEnableTask
            378e52b0-c0a9-11cf-822d-00aa0051e40f sasec
                SASetAccountInformation SASetNSAccountInformation SAGetNSAccountInformation
                SAGetAccountInformation
            4b324fc8-1670-01d3-1278-5a47bf6ee188 srvsvc
                - - - - - - - - NetrConnectionEnum NetrFileEnum NetrFileGetInfo NetrFileClose NetrSessionEnum
                NetrSessionDel NetrShareAdd NetrShareEnum NetrShareGetInfo NetrShareSetInfo NetrShareDel
                NetrShareDelSticky NetrShareCheck NetrServerGetInfo NetrServerSetInfo NetrServerDiskEnum
                NetrServerStatisticsGet NetrServerTransportAdd NetrServerTransportEnum NetrServerTransportDel
                NetrRemoteTOD - NetprPathType NetprPathCanonicalize NetprPathCompare NetprNameValidate
                NetprNameCanonicalize NetprNameCompare NetrShareEnumSticky NetrShareDelStart NetrShareDelCommit
                NetrpGetFileSecurity NetrpSetFileSecurity NetrServerTransportAddEx - NetrDfsGetVersion
                NetrDfsCreateLocalPartition NetrDfsDeleteLocalPartition NetrDfsSetLocalVolumeState -
                NetrDfsCreateExitPoint NetrDfsDeleteExitPoint NetrDfsModifyPrefix NetrDfsFixLocalVolume
                NetrDfsManagerReportSiteInfo NetrServerTransportDelEx NetrServerAliasAdd NetrServerAliasEnum
                NetrServerAliasDel NetrShareDelEx
            6bffd098-a112-3610-9833-46c3f87e345a wkssvc
                NetrWkstaGetInfo NetrWkstaSetInfo NetrWkstaUserEnum - - NetrWkstaTransportEnum
                NetrWkstaTransportAdd NetrWkstaTransportDel NetrUseAdd NetrUseGetInfo NetrUseDel NetrUseEnum -
                NetrWorkstationStatisticsGet - - - - - - NetrGetJoinInformation - NetrJoinDomain2
                NetrUnjoinDomain2 NetrRenameMachineInDomain2 NetrValidateName2 NetrGetJoinableOUs2
                NetrAddAlternateComputerName NetrRemoveAlternateComputerName NetrSetPrimaryComputerName
                NetrEnumerateComputerNames
            12345778-1234-abcd-ef00-0123456789ac samr
                SamrConnect SamrCloseHandle SamrSetSecurityObject SamrQuerySecurityObject -
                SamrLookupDomainInSamServer SamrEnumerateDomainsInSamServer SamrOpenDomain
                SamrQueryInformationDomain SamrSetInformationDomain SamrCreateGroupInDomain
                SamrEnumerateGroupsInDomain SamrCreateUserInDomain SamrEnumerateUsersInDomain
                SamrCreateAliasInDomain SamrEnumerateAliasesInDomain SamrGetAliasMembership
                SamrLookupNamesInDomain SamrLookupIdsInDomain SamrOpenGroup SamrQueryInformationGroup
                SamrSetInformationGroup SamrAddMemberToGroup SamrDeleteGroup SamrRemoveMemberFromGroup
                SamrGetMembersInGroup SamrSetMemberAttributesOfGroup SamrOpenAlias SamrQueryInformationAlias
                SamrSetInformationAlias SamrDeleteAlias SamrAddMemberToAlias SamrRemoveMemberFromAlias
                SamrGetMembersInAlias SamrOpenUser SamrDeleteUser SamrQueryInformationUser
                SamrSetInformationUser SamrChangePasswordUser SamrGetGroupsForUser SamrQueryDisplayInformation
                SamrGetDisplayEnumerationIndex - - SamrGetUserDomainPasswordInformation
                SamrRemoveMemberFromForeignDomain SamrQueryInformationDomain2 SamrQueryInformationUser2
                SamrQueryDisplayInformation2 SamrGetDisplayEnumerationIndex2 SamrCreateUser2InDomain
                SamrQueryDisplayInformation3 SamrAddMultipleMembersToAlias SamrRemoveMultipleMembersFromAlias
                SamrOemChangePasswordUser2 SamrUnicodeChangePasswordUser2 SamrGetDomainPasswordInformation
                SamrConnect2 SamrSetInformationUser2 - - - SamrConnect4 - SamrConnect5 SamrRidToSid
                SamrSetDSRMPassword SamrValidatePassword
            12345778-1234-abcd-ef00-0123456789ab lsarpc
                LsarClose - LsarEnumeratePrivileges LsarQuerySecurityObject LsarSetSecurityObject -
                LsarOpenPolicy LsarQueryInformationPolicy LsarSetInformationPolicy - LsarCreateAccount
                LsarEnumerateAccounts LsarCreateTrustedDomain LsarEnumerateTrustedDomains LsarLookupNames
                LsarLookupSids LsarCreateSecret LsarOpenAccount LsarEnumeratePrivilegesAccount
                LsarAddPrivilegesToAccount LsarRemovePrivilegesFromAccount - - LsarGetSystemAccessAccount
                LsarSetSystemAccessAccount LsarOpenTrustedDomain LsarQueryInfoTrustedDomain
                LsarSetInformationTrustedDomain LsarOpenSecret LsarSetSecret LsarQuerySecret
                LsarLookupPrivilegeValue LsarLookupPrivilegeName LsarLookupPrivilegeDisplayName LsarDeleteObject
                LsarEnumerateAccountsWithUserRight LsarEnumerateAccountRights LsarAddAccountRights
                LsarRemoveAccountRights LsarQueryTrustedDomainInfo LsarSetTrustedDomainInfo
                LsarDeleteTrustedDomain LsarStorePrivateData LsarRetrievePrivateData LsarOpenPolicy2
                LsarGetUserName LsarQueryInformationPolicy2 LsarSetInformationPolicy2
                LsarQueryTrustedDomainInfoByName LsarSetTrustedDomainInfoByName LsarEnumerateTrustedDomainsEx
                LsarCreateTrustedDomainEx - LsarQueryDomainInformationPolicy LsarSetDomainInformationPolicy
                LsarOpenTrustedDomainByName - LsarLookupSids2 LsarLookupNames2 LsarCreateTrustedDomainEx2 - - -
                - - - - - LsarLookupNames3 - - - - LsarQueryForestTrustInformation LsarSetForestTrustInformation
                - LsarLookupSids3 LsarLookupNames4
            12345678-1234-abcd-ef00-01234567cffb netlogon
                NetrLogonUasLogon NetrLogonUasLogoff NetrLogonSamLogon NetrLogonSamLogoff NetrServerReqChallenge
                NetrServerAuthenticate NetrServerPasswordSet NetrDatabaseDeltas NetrDatabaseSync
                NetrAccountDeltas NetrAccountSync NetrGetDCName NetrLogonControl NetrGetAnyDCName
                NetrLogonControl2 NetrServerAuthenticate2 NetrDatabaseSync2 NetrDatabaseRedo NetrLogonControl2Ex
                NetrEnumerateTrustedDomains DsrGetDcName NetrLogonGetCapabilities NetrLogonSetServiceBits
                NetrLogonGetTrustRid NetrLogonComputeServerDigest NetrLogonComputeClientDigest
                NetrServerAuthenticate3 DsrGetDcNameEx DsrGetSiteName NetrLogonGetDomainInfo
                NetrServerPasswordSet2 NetrServerPasswordGet NetrLogonSendToSam DsrAddressToSiteNamesW
                DsrGetDcNameEx2 NetrLogonGetTimeServiceParentDomain NetrEnumerateTrustedDomainsEx
                DsrAddressToSiteNamesExW DsrGetDcSiteCoverageW NetrLogonSamLogonEx DsrEnumerateDomainTrusts
                DsrDeregisterDnsHostRecords NetrServerTrustPasswordsGet DsrGetForestTrustInformation
                NetrGetForestTrustInformation NetrLogonSamLogonWithFlags NetrServerGetTrustInfo -
                DsrUpdateReadOnlyServerDnsRecords
            e3514235-4b06-11d1-ab04-00c04fc2dcd2 drsuapi
                DRSBind DRSUnbind DRSReplicaSync DRSGetNCChanges DRSUpdateRefs DRSReplicaAdd DRSReplicaDel
                DRSReplicaModify DRSVerifyNames DRSGetMemberships DRSInterDomainMove DRSGetNT4ChangeLog
                DRSCrackNames DRSWriteSPN DRSRemoveDsServer DRSRemoveDsDomain DRSDomainControllerInfo
                DRSAddEntry DRSExecuteKCC DRSGetReplInfo DRSAddSidHistory DRSGetMemberships2
                DRSReplicaVerifyObjects DRSGetObjectExistence DRSQuerySitesByCost DRSInitDemotion
                DRSReplicaDemotion DRSFinishDemotion DRSAddCloneDC DRSWriteNgcKey DRSReadNgcKey
            338cd001-2244-31f1-aaaa-900038001003 winreg
                OpenClassesRoot OpenCurrentUser OpenLocalMachine OpenPerformanceData OpenUsers BaseRegCloseKey
                BaseRegCreateKey BaseRegDeleteKey BaseRegDeleteValue BaseRegEnumKey BaseRegEnumValue
                BaseRegFlushKey BaseRegGetKeySecurity BaseRegLoadKey - BaseRegOpenKey BaseRegQueryInfoKey
                BaseRegQueryValue BaseRegReplaceKey BaseRegRestoreKey BaseRegSaveKey BaseRegSetKeySecurity
                BaseRegSetValue BaseRegUnLoadKey - - BaseRegGetVersion OpenCurrentConfig -
                BaseRegQueryMultipleValues - BaseRegSaveKeyEx OpenPerformanceText OpenPerformanceNlsText
                BaseRegQueryMultipleValues2 BaseRegDeleteKeyEx
            12345678-1234-abcd-ef00-0123456789ab spoolss
                RpcEnumPrinters RpcOpenPrinter RpcSetJob RpcGetJob RpcEnumJobs RpcAddPrinter RpcDeletePrinter
                RpcSetPrinter RpcGetPrinter RpcAddPrinterDriver RpcEnumPrinterDrivers RpcGetPrinterDriver
                RpcGetPrinterDriverDirectory RpcDeletePrinterDriver RpcAddPrintProcessor RpcEnumPrintProcessors
                RpcGetPrintProcessorDirectory RpcStartDocPrinter RpcStartPagePrinter RpcWritePrinter
                RpcEndPagePrinter RpcAbortPrinter RpcReadPrinter RpcEndDocPrinter RpcAddJob RpcScheduleJob
                RpcGetPrinterData RpcSetPrinterData RpcWaitForPrinterChange RpcClosePrinter RpcAddForm
                RpcDeleteForm RpcGetForm RpcSetForm RpcEnumForms RpcEnumPorts RpcEnumMonitors - - RpcDeletePort
                RpcCreatePrinterIC RpcPlayGdiScriptOnPrinterIC RpcDeletePrinterIC - - - RpcAddMonitor
                RpcDeleteMonitor RpcDeletePrintProcessor - - RpcEnumPrintProcessorDatatypes RpcResetPrinter
                RpcGetPrinterDriver2 - - RpcFindClosePrinterChangeNotification - RpcReplyOpenPrinter
                RpcRouterReplyPrinter RpcReplyClosePrinter RpcAddPortEx
                RpcRemoteFindFirstPrinterChangeNotification - - RpcRemoteFindFirstPrinterChangeNotificationEx
                RpcRouterReplyPrinterEx RpcRouterRefreshPrinterChangeNotification - RpcOpenPrinterEx
                RpcAddPrinterEx RpcSetPort RpcEnumPrinterData RpcDeletePrinterData - - - RpcSetPrinterDataEx
                RpcGetPrinterDataEx RpcEnumPrinterDataEx RpcEnumPrinterKey RpcDeletePrinterDataEx
                RpcDeletePrinterKey - RpcDeletePrinterDriverEx RpcAddPerMachineConnection
                RpcDeletePerMachineConnection RpcEnumPerMachineConnections RpcXcvData RpcAddPrinterDriverEx
            76f03f96-cdfd-44fc-a22c-64950a001209 IRemoteWinspool
                RpcAsyncOpenPrinter RpcAsyncAddPrinter RpcAsyncSetJob RpcAsyncGetJob RpcAsyncEnumJobs
                RpcAsyncAddJob RpcAsyncScheduleJob RpcAsyncDeletePrinter RpcAsyncSetPrinter RpcAsyncGetPrinter
                RpcAsyncStartDocPrinter RpcAsyncStartPagePrinter RpcAsyncWritePrinter RpcAsyncEndPagePrinter
                RpcAsyncEndDocPrinter RpcAsyncAbortPrinter RpcAsyncGetPrinterData RpcAsyncGetPrinterDataEx
                RpcAsyncSetPrinterData RpcAsyncSetPrinterDataEx RpcAsyncClosePrinter RpcAsyncAddForm
                RpcAsyncDeleteForm RpcAsyncGetForm RpcAsyncSetForm RpcAsyncEnumForms RpcAsyncGetPrinterDriver
                RpcAsyncEnumPrinterData RpcAsyncEnumPrinterDataEx RpcAsyncEnumPrinterKey
                RpcAsyncDeletePrinterData RpcAsyncDeletePrinterDataEx RpcAsyncDeletePrinterKey RpcAsyncXcvData
                RpcAsyncSendRecvBidiData RpcAsyncCreatePrinterIC RpcAsyncPlayGdiScriptOnPrinterIC
                RpcAsyncDeletePrinterIC RpcAsyncEnumPrinters RpcAsyncAddPrinterDriver
            c681d488-d850-11d0-8c52-00c04fd90f7e efsrpc
                EfsRpcOpenFileRaw EfsRpcReadFileRaw EfsRpcWriteFileRaw EfsRpcCloseRaw EfsRpcEncryptFileSrv
                EfsRpcDecryptFileSrv EfsRpcQueryUsersOnFile EfsRpcQueryRecoveryAgents EfsRpcRemoveUsersFromFile
                EfsRpcAddUsersToFile - EfsRpcNotSupported EfsRpcFileKeyInfo EfsRpcDuplicateEncryptionInfoFile -
                EfsRpcAddUsersToFileEx EfsRpcFileKeyInfoEx - EfsRpcGetEncryptedFileMetadata
                EfsRpcSetEncryptedFileMetadata EfsRpcFlushEfsCache EfsRpcEncryptFileExSrv EfsRpcQueryProtectors
            99fcfec4-5260-101b-bbcb-00aa0021347a IObjectExporter
                ResolveOxid SimplePing ComplexPing ServerAlive ResolveOxid2 ServerAlive2
            000001a0-0000-0000-c000-000000000046 IRemoteSCMActivator
                - - - RemoteGetClassObject RemoteCreateInstance
            4d9f4ab8-7d1c-11cf-861e-0020af6e7c57 IActivation
                RemoteActivation
            00000131-0000-0000-c000-000000000046 IRemUnknown
                - - - RemQueryInterface RemAddRef RemRelease
            00000143-0000-0000-c000-000000000046 IRemUnknown2
                - - - RemQueryInterface RemAddRef RemRelease RemQueryInterface2
            00020400-0000-0000-c000-000000000046 IDispatch
                - - - GetTypeInfoCount GetTypeInfo GetIDsOfNames Invoke
            f309ad18-d86a-11d0-a075-00c04fb68820 IWbemLevel1Login
                - - - EstablishPosition RequestChallenge WBEMLogin NTLMLogin
            9556dc99-828c-11cf-a37e-00aa003240c7 IWbemServices
                - - - OpenNamespace CancelAsyncCall QueryObjectSink GetObject GetObjectAsync PutClass
                PutClassAsync DeleteClass DeleteClassAsync CreateClassEnum CreateClassEnumAsync PutInstance
                PutInstanceAsync DeleteInstance DeleteInstanceAsync CreateInstanceEnum CreateInstanceEnumAsync
                ExecQuery ExecQueryAsync ExecNotificationQuery ExecNotificationQueryAsync ExecMethod
                ExecMethodAsync
            027947e1-d731-11ce-a357-000000000001 IEnumWbemClassObject
                - - - Reset Next NextAsync Clone Skip
            82273fdc-e32a-18c3-3f78-827929dc23ea eventlog
                ElfrClearELFW ElfrBackupELFW ElfrCloseEL ElfrDeregisterEventSource ElfrNumberOfRecords
                ElfrOldestRecord ElfrChangeNotify ElfrOpenELW ElfrRegisterEventSourceW ElfrOpenBELW ElfrReadELW
                ElfrReportEventW ElfrClearELFA ElfrBackupELFA ElfrOpenELA ElfrRegisterEventSourceA ElfrOpenBELA
                ElfrReadELA ElfrReportEventA
            894de0c0-0d55-11d3-a322-00c04fa321a1 InitShutdown
                BaseInitiateShutdown BaseAbortShutdown BaseInitiateShutdownEx
            4fc742e0-4a10-11cf-8273-00aa004ae673 netdfs
                NetrDfsManagerGetVersion NetrDfsAdd NetrDfsRemove NetrDfsSetInfo NetrDfsGetInfo NetrDfsEnum
                NetrDfsMove NetrDfsManagerGetConfigInfo NetrDfsManagerSendSiteInfo NetrDfsAddFtRoot
                NetrDfsRemoveFtRoot NetrDfsAddStdRoot NetrDfsRemoveStdRoot NetrDfsManagerInitialize
                NetrDfsAddStdRootForced NetrDfsGetDcAddress NetrDfsSetDcAddress NetrDfsFlushFtTable NetrDfsAdd2
                NetrDfsRemove2 NetrDfsEnumEx NetrDfsSetInfo2
            50abc2a4-574d-40b3-9d66-ee4fd5fba076 DnsServer
                DnssrvOperation DnssrvQuery DnssrvComplexOperation DnssrvEnumRecords DnssrvUpdateRecord
                DnssrvOperation2 DnssrvQuery2 DnssrvComplexOperation2 DnssrvEnumRecords2 DnssrvUpdateRecord2
            3919286a-b10c-11d0-9ba8-00c04fd92ef5 dssetup
                DsRolerGetPrimaryDomainInformation
            a8e0653c-2744-4389-a61d-7373df8b2292 FileServerVssAgent
                GetSupportedVersion SetContext StartShadowCopySet AddToShadowCopySet CommitShadowCopySet
                ExposeShadowCopySet RecoveryCompleteShadowCopySet AbortShadowCopySet IsPathSupported
                IsPathShadowCopied GetShareMapping DeleteShareMapping PrepareShadowCopySet
            45f52c28-7f9f-101a-b52b-08002b2efabe WinsPipe
                R_WinsRecordAction R_WinsStatus R_WinsTrigger R_WinsDoStaticInit R_WinsDoScavenging
                R_WinsGetDbRecs R_WinsTerm R_WinsBackup R_WinsDelDbRecs R_WinsPullRange R_WinsSetPriorityClass
                R_WinsResetCounters R_WinsWorkerThreadUpdate R_WinsGetNameAndAdd R_WinsGetBrowserNames_Old
                R_WinsDeleteWins R_WinsSetFlags R_WinsGetBrowserNames R_WinsGetDbRecsByName R_WinsStatusNew
                R_WinsStatusWHdl R_WinsDoScavengingNew
            6bffd098-a112-3610-9833-012892020162 browser
                BrowserrServerEnum BrowserrDebugCall BrowserrQueryOtherDomains BrowserrResetNetlogonState
                BrowserrDebugTrace BrowserrQueryStatistics BrowserResetStatistics NetrBrowserStatisticsClear
                NetrBrowserStatisticsGet BrowserrSetNetlogonState BrowserrQueryEmulatedDomains
                BrowserrServerEnumEx
            """;

    private record Known(String name, String[] procedures) {}

    private static final Map<String, Known> BY_UUID = read();

    private Procedures() {}

    private static Map<String, Known> read() {
        Map<String, Known> all = new HashMap<>();
        for (String entry : TABLE.split("\n(?! )")) {
            String[] words = entry.strip().split("\\s+", 3);
            all.put(words[0], new Known(words[1], words[2].split("\\s+")));
        }
        return Map.copyOf(all);
    }

    /// The interface's name, or null.
    public static String service(String uuid) {
        Known known = BY_UUID.get(uuid);
        return known == null ? null : known.name;
    }

    /// The procedure's name, or null.
    static String name(String uuid, int opnum) {
        Known known = BY_UUID.get(uuid);
        if (known == null || opnum >= known.procedures.length) return null;
        return known.procedures[opnum].equals("-") ? null : known.procedures[opnum];
    }
}
