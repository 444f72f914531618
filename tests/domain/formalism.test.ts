import { describe, expect, it } from "vitest";
import { formalismRules, offencesIn, photoRule } from "../../worker/domain/formalism.ts";

const codes = (text: string): readonly string[] => offencesIn(text).map(({ rule }) => rule.code);

describe("words that the rules against formalism forbid", () => {
  it.each([
    ["活动要拍照留痕", "formalism-photo"],
    ["每次活动有照片", "formalism-photo"],
    ["工作群截图", "formalism-photo"],
    ["录制活动视频", "formalism-video"],
    ["制作短视频", "formalism-video"],
    ["留存走访轨迹", "formalism-track"],
    ["每日打卡", "formalism-clock-in"],
    ["扫码签到", "formalism-clock-in"],
    ["获得县级领导批示每次加 2 分", "formalism-instruction"],
    ["在市级以上媒体刊发一篇", "formalism-media"],
    ["信息报道（取最高一档）", "formalism-media"],
    ["点赞数", "formalism-likes"],
    ["转发公众号文章", "formalism-likes"],
    ["党员在线时长", "formalism-online-time"],
    ["学习时间不少于 40 小时", "formalism-online-time"],
    ["平台登录率", "formalism-online-time"],
    ["党员积分排名前三", "formalism-points-ranking"],
    ["书记排名", "formalism-points-ranking"],
    ["学习笔记", "formalism-notes"],
    ["会议记录必须上传至平台", "formalism-upload"],
  ])("「%s」: %s", (text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  it.each([
    "展示与布局",
    "组织生活（缺几次）",
    "不搞拍照留痕",
    "无需上传照片",
    "严禁以领导批示、媒体刊发代替成效",
    "村民积分制管理",
    "远程教育视频会议室",
    "会议有签到、有记录",
    "转发文件及时传达",
    "五议两公开",
    "阵地使用率",
  ])("are not in 「%s」", (text) => {
    expect(codes(text)).toEqual([]);
  });

  it("are each cited with document and date", () => {
    for (const { source } of [...formalismRules, photoRule]) expect(source).toMatch(/^《.+》（.*20\d\d-\d\d(-\d\d)?）/);
  });

  it("are gone once rewritten, whatever rule they offended", () => {
    const text =
      "每日打卡并拍照留痕，上传至平台，获得领导批示、媒体报道、点赞数、在线时长、积分排名、学习笔记、短视频、走访轨迹";
    expect(codes(text)).toEqual(formalismRules.map(({ code }) => code));
    let mended = text;
    for (let round = 0; round < formalismRules.length; round++) mended = offencesIn(mended)[0]?.rewritten ?? mended;
    expect(codes(mended)).toEqual([]);
    expect(mended).toBe(
      "参加情况并实地查看，备查，群众认可、经验做法见效、群众满意、学习效果、作用发挥、落实情况、实地查看、走访情况",
    );
  });
});
